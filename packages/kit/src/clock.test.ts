import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ManualClock, systemClock } from './clock.ts';

describe('ManualClock', () => {
  test('stands still until it is moved', () => {
    const clock = new ManualClock(1_000);
    expect(clock.now()).toBe(1_000);
    clock.advance(250);
    expect(clock.now()).toBe(1_250);
  });

  test('starts on Monday, 5 January 2026, at nine', () => {
    expect(new Date(new ManualClock().now()).toISOString()).toBe('2026-01-05T09:00:00.000Z');
  });

  test('fires what is due in order of time, whatever the order of setting', () => {
    const delays = fc.array(fc.integer({ min: -5, max: 1_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(delays, (set) => {
        const clock = new ManualClock(0);
        const fired: { at: number; index: number }[] = [];
        set.forEach((ms, index) => {
          clock.after(ms, () => fired.push({ at: clock.now(), index }));
        });
        clock.advance(1_000);
        const expected = set
          .map((ms, index) => ({ at: Math.max(0, ms), index }))
          .sort((a, b) => a.at - b.at || a.index - b.index);
        expect(fired).toEqual(expected);
        expect(clock.pending).toBe(0);
      }),
    );
  });

  test('many small steps fire the same as one large one', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 20 });
    const delays = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 20 });
    fc.assert(
      fc.property(delays, steps, (set, moves) => {
        const run = (advances: number[]) => {
          const clock = new ManualClock(0);
          const fired: [number, number][] = [];
          set.forEach((ms, index) => {
            clock.after(ms, () => fired.push([index, clock.now()]));
          });
          for (const ms of advances) clock.advance(ms);
          return { fired, now: clock.now(), pending: clock.pending };
        };
        const whole = moves.reduce((sum, ms) => sum + ms, 0);
        expect(run(moves)).toEqual(run([whole]));
      }),
    );
  });

  test('a timer set by a timer fires in the same move when it falls due in it', () => {
    const clock = new ManualClock(0);
    const fired: number[] = [];
    clock.after(10, () => {
      fired.push(clock.now());
      clock.after(10, () => fired.push(clock.now()));
      clock.after(100, () => fired.push(clock.now()));
    });
    clock.advance(30);
    expect(fired).toEqual([10, 20]);
    expect(clock.pending).toBe(1);
  });

  test('a cancelled timer never fires, and cancelling again does nothing', () => {
    const clock = new ManualClock();
    const fired: string[] = [];
    const cancel = clock.after(10, () => fired.push('cancelled'));
    const kept = clock.after(10, () => fired.push('kept'));
    cancel();
    cancel();
    clock.advance(10);
    kept();
    expect(fired).toEqual(['kept']);
  });

  test('one timer may cancel another that is due at the same time', () => {
    const clock = new ManualClock();
    const fired: string[] = [];
    clock.after(10, () => cancelSecond());
    const cancelSecond = clock.after(10, () => fired.push('second'));
    clock.advance(10);
    expect(fired).toEqual([]);
  });
});

describe('systemClock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('fires once, after the time, unless it was cancelled', () => {
    const fired: string[] = [];
    systemClock.after(100, () => fired.push('kept'));
    const cancel = systemClock.after(50, () => fired.push('cancelled'));
    cancel();
    vi.advanceTimersByTime(99);
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(fired).toEqual(['kept']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a delay longer than a timer can hold waits instead of firing at once', () => {
    const fired: number[] = [];
    const cancel = systemClock.after(2 ** 31 + 5_000, () => fired.push(1));
    vi.advanceTimersByTime(60_000);
    expect(fired).toEqual([]);
    cancel();
  });

  test('tells the time of the machine', () => {
    vi.setSystemTime(42_000);
    expect(systemClock.now()).toBe(42_000);
  });
});
