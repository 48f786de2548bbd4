import { ManualClock } from '@rem/kit';
import { describe, expect, it } from 'vitest';
import { HEARTBEAT_MS, Heartbeat } from './heartbeat.ts';

describe('the heartbeat', () => {
  it('[LIV8] beats each once an interval, spread over it, and stops when nobody is left', () => {
    const clock = new ManualClock();
    const heartbeat = new Heartbeat(clock);
    const start = clock.now();
    const beats: { who: string; at: number }[] = [];
    const add = (who: string) => heartbeat.add({ beat: (now) => beats.push({ who, at: now - start }) });
    const stopA = add('a');
    clock.advance(HEARTBEAT_MS / 2);
    const stopB = add('b');
    clock.advance(HEARTBEAT_MS * 2);
    expect(beats.filter(({ who }) => who === 'a').map(({ at }) => at)).toEqual([2000, 4000]);
    expect(beats.filter(({ who }) => who === 'b').map(({ at }) => at)).toEqual([3000, 5000]);
    stopA();
    stopA();
    expect(clock.pending).toBe(1);
    stopB();
    expect(clock.pending).toBe(0);
  });
});
