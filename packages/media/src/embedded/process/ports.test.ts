import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PortPairs } from './ports.ts';

test('[MED50] no port is handed out twice, and every one comes back into use', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 21 }),
      fc.array(fc.boolean(), { maxLength: 100 }),
      (size, steps) => {
        const pairs = new PortPairs([20_000, 20_000 + size - 1]);
        const taken: (readonly [number, number])[] = [];
        for (const take of steps) {
          if (!take) {
            const pair = taken.shift();
            if (pair) pairs.give(pair);
          } else if (taken.length === Math.floor(size / 2)) {
            expect(() => pairs.take()).toThrow(/in use/);
          } else {
            const [first, second] = pairs.take();
            expect(second).toBe(first + 1);
            expect(first).toBeGreaterThanOrEqual(20_000);
            expect(second).toBeLessThan(20_000 + size);
            expect(taken.every(([other]) => other !== first)).toBe(true);
            taken.push([first, second]);
          }
        }
      },
    ),
  );
});

test('[MED50] a pair given back is not the next one handed out', () => {
  const pairs = new PortPairs([20_000, 20_005]);
  const first = pairs.take();
  pairs.give(first);
  expect(pairs.take()).not.toEqual(first);
});
