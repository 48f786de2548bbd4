import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamNumbering } from './numbering.ts';

test('[MED51] the first piece keeps its numbers', () => {
  const numbering = new StreamNumbering(90_000);
  expect(numbering.next({ sequenceNumber: 65_535, timestamp: 4_294_967_295 }, 0)).toEqual({
    sequenceNumber: 65_535,
    timestamp: 4_294_967_295,
  });
  expect(numbering.next({ sequenceNumber: 0, timestamp: 2_999 }, 33)).toEqual({
    sequenceNumber: 0,
    timestamp: 2_999,
  });
});

test('[MED51] each further piece continues where the one before ended, whatever its own numbers', () => {
  const start = fc.record({
    sequenceNumber: fc.integer({ min: 0, max: 65_535 }),
    timestamp: fc.integer({ min: 0, max: 4_294_967_295 }),
    length: fc.integer({ min: 1, max: 50 }),
    pause: fc.integer({ min: 0, max: 60_000 }),
  });
  fc.assert(
    fc.property(fc.array(start, { minLength: 2, maxLength: 6 }), (pieces) => {
      const numbering = new StreamNumbering(90_000);
      let last: { sequenceNumber: number; timestamp: number } | undefined;
      let now = 0;
      for (const piece of pieces) {
        numbering.cut();
        now += piece.pause;
        for (let index = 0; index < piece.length; index += 1) {
          now += 50;
          const next = numbering.next(
            {
              sequenceNumber: (piece.sequenceNumber + index) & 0xffff,
              timestamp: (piece.timestamp + index * 4_500) >>> 0,
            },
            now,
          );
          if (last) {
            expect((next.sequenceNumber - last.sequenceNumber) & 0xffff).toBe(1);
            const advance = (next.timestamp - last.timestamp) >>> 0;
            expect(advance).toBe(index === 0 ? (piece.pause + 50) * 90 : 4_500);
          }
          last = next;
        }
      }
    }),
  );
});

test('[MED51] a packet that comes late keeps its place', () => {
  const numbering = new StreamNumbering(90_000);
  numbering.next({ sequenceNumber: 10, timestamp: 0 }, 0);
  numbering.cut();
  expect(numbering.next({ sequenceNumber: 501, timestamp: 0 }, 10).sequenceNumber).toBe(11);
  expect(numbering.next({ sequenceNumber: 503, timestamp: 0 }, 20).sequenceNumber).toBe(13);
  expect(numbering.next({ sequenceNumber: 502, timestamp: 0 }, 30).sequenceNumber).toBe(12);
  numbering.cut();
  expect(numbering.next({ sequenceNumber: 7, timestamp: 0 }, 40).sequenceNumber).toBe(14);
});
