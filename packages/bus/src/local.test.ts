import { describe, expect, it } from 'vitest';
import type { Wake } from './bus.ts';
import { createLocalBus } from './local.ts';

const session: Wake = { topic: 'session', id: 's', version: 2 };

describe('the local bus', () => {
  it('wakes the listeners of the topic, on a later turn', async () => {
    const bus = createLocalBus();
    const heard: Wake[] = [];
    bus.subscribe('session', (wake) => heard.push(wake));
    bus.subscribe('directory', (wake) => heard.push(wake));
    bus.publish(session);
    expect(heard).toEqual([]);
    await Promise.resolve();
    expect(heard).toEqual([session]);
  });

  it('does not let one listener stop another', async () => {
    const errors: unknown[] = [];
    const bus = createLocalBus((error) => errors.push(error));
    const heard: Wake[] = [];
    bus.subscribe('session', () => {
      throw new Error('planted');
    });
    bus.subscribe('session', (wake) => heard.push(wake));
    bus.publish(session);
    await Promise.resolve();
    expect(heard).toEqual([session]);
    expect(errors).toHaveLength(1);
  });

  it('is silent for who left and after it was closed, also for what was on its way', async () => {
    const bus = createLocalBus();
    const heard: Wake[] = [];
    const stop = bus.subscribe('session', (wake) => heard.push(wake));
    bus.subscribe('session', (wake) => heard.push(wake));
    stop();
    stop();
    bus.publish(session);
    await Promise.resolve();
    expect(heard).toHaveLength(1);
    bus.publish(session);
    await bus.close();
    await bus.close();
    await Promise.resolve();
    expect(heard).toHaveLength(1);
  });
});
