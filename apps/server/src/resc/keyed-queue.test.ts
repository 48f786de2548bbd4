import { deferred } from '@rem/kit';
import { describe, expect, it } from 'vitest';
import { KeyedQueue } from './keyed-queue.ts';

describe('the keyed queue', () => {
  it('runs tasks of one key in order, one at a time', async () => {
    const queue = new KeyedQueue();
    const order: string[] = [];
    const gate = deferred();
    const first = queue.run(['a'], async () => {
      order.push('first begins');
      await gate.promise;
      order.push('first ends');
    });
    const second = queue.run(['a'], async () => {
      order.push('second');
    });
    expect(order).toEqual(['first begins']);
    gate.resolve();
    await Promise.all([first, second]);
    expect(order).toEqual(['first begins', 'first ends', 'second']);
  });

  it('runs other keys side by side, and waits for each of several keys', async () => {
    const queue = new KeyedQueue();
    const gates = { a: deferred(), b: deferred() };
    const order: string[] = [];
    const a = queue.run(['a'], () => gates.a.promise);
    const b = queue.run(['b'], () => gates.b.promise);
    const both = queue.run(['a', 'b'], async () => {
      order.push('both');
    });
    const back = queue.run(['b', 'a'], async () => {
      order.push('back');
    });
    await queue.run(['c'], async () => {
      order.push('c');
    });
    gates.a.resolve();
    await a;
    expect(order).toEqual(['c']);
    gates.b.resolve();
    await Promise.all([b, both, back]);
    expect(order).toEqual(['c', 'both', 'back']);
  });

  it('goes on after a task that failed, and tells its caller alone', async () => {
    const queue = new KeyedQueue();
    const failed = queue.run(['a'], () => {
      throw new Error('planted');
    });
    const after = queue.run(['a'], async () => 'fine');
    await expect(failed).rejects.toThrow('planted');
    await expect(after).resolves.toBe('fine');
  });

  it('says what is busy, and is empty when idle', async () => {
    const queue = new KeyedQueue();
    const gate = deferred();
    const run = queue.run(['a'], () => gate.promise);
    expect(queue.busy('a')).toBe(true);
    expect(queue.busy('b')).toBe(false);
    gate.resolve();
    await run;
    await queue.idle();
    expect(queue.size).toBe(0);
  });
});
