import { ManualClock } from '@rem/kit';
import { describe, expect, it } from 'vitest';
import { Alarms } from './alarms.ts';

function setUp() {
  const clock = new ManualClock();
  const rung: string[] = [];
  const alarms = new Alarms(clock, (key) => rung.push(key));
  return { clock, rung, alarms, start: clock.now() };
}

describe('alarms', () => {
  it('ring once, at their time', () => {
    const { clock, rung, alarms, start } = setUp();
    alarms.set('a', start + 1000);
    clock.advance(999);
    expect(rung).toEqual([]);
    clock.advance(1);
    clock.advance(10_000);
    expect(rung).toEqual(['a']);
    expect(alarms.size).toBe(0);
  });

  it('move when set again and go when set to null', () => {
    const { clock, rung, alarms, start } = setUp();
    alarms.set('a', start + 1000);
    alarms.set('a', start + 3000);
    alarms.set('b', start + 1000);
    alarms.set('b', null);
    clock.advance(2000);
    expect(rung).toEqual([]);
    clock.advance(1000);
    expect(rung).toEqual(['a']);
    expect(clock.pending).toBe(0);
  });

  it('that are due already ring on the next turn', () => {
    const { clock, rung, alarms, start } = setUp();
    alarms.set('a', start - 5000);
    expect(rung).toEqual([]);
    clock.advance(0);
    expect(rung).toEqual(['a']);
  });

  it('wait again when the timer was early by the wall clock', () => {
    const { clock, rung, start } = setUp();
    let offset = 0;
    const behind = { now: () => clock.now() - offset, after: clock.after.bind(clock) };
    const alarms = new Alarms(behind, (key) => rung.push(key));
    alarms.set('a', start + 1000);
    offset = 400;
    clock.advance(1000);
    expect(rung).toEqual([]);
    clock.advance(400);
    expect(rung).toEqual(['a']);
  });

  it('leave no timer behind', () => {
    const { clock, alarms, start } = setUp();
    alarms.set('a', start + 1000);
    alarms.set('b', start + 2000);
    alarms.clear();
    expect(clock.pending).toBe(0);
  });
});
