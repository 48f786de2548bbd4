import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

const options = fc.record({
  first: fc.integer({ min: 1, max: 5_000 }),
  longest: fc.integer({ min: 5_000, max: 120_000 }),
  factor: fc.double({ min: 1, max: 4, noNaN: true }),
});
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('each delay lies between half of its step and the whole step', () => {
  fc.assert(
    fc.property(options, fc.array(unit, { minLength: 1, maxLength: 60 }), (given, draws) => {
      let drawn = 0;
      const backoff = new Backoff({ ...given, random: () => draws[drawn++] ?? 0 });
      draws.forEach((_, attempt) => {
        const step = Math.min(given.longest, given.first * given.factor ** attempt);
        const delay = backoff.next();
        expect(delay).toBeGreaterThanOrEqual(Math.floor(step / 2));
        expect(delay).toBeLessThanOrEqual(Math.ceil(step));
        expect(Number.isInteger(delay)).toBe(true);
      });
    }),
  );
});

test('the step grows up to the longest and stays there, however many attempts', () => {
  const backoff = new Backoff({ random: () => 1 - Number.EPSILON });
  const delays = Array.from({ length: 2_000 }, () => backoff.next());
  expect(delays.slice(0, 7)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000]);
  expect(new Set(delays.slice(6))).toEqual(new Set([10_000]));
});

test('reset starts over', () => {
  const backoff = new Backoff({ first: 100, random: () => 0 });
  expect([backoff.next(), backoff.next(), backoff.attempt]).toEqual([50, 100, 2]);
  backoff.reset();
  expect([backoff.attempt, backoff.next()]).toEqual([0, 50]);
});

test('two clients with different luck do not return together', () => {
  const lucky = new Backoff({ random: () => 0.1 });
  const other = new Backoff({ random: () => 0.9 });
  expect(lucky.next()).not.toBe(other.next());
});
