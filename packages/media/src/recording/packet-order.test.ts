import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MediaTime } from './media-time.ts';
import { PacketOrder } from './packet-order.ts';

test('[MED54] packets come out in order when none is missing longer than patience', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 65_535 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 200 }),
      (first, delays) => {
        const sent = delays.map((delay, index) => ({ at: index + (index === 0 ? 0 : delay), index }));
        sent.sort((a, b) => a.at - b.at || a.index - b.index);
        const order = new PacketOrder<{ sequenceNumber: number }>(20);
        const got = sent.flatMap(({ index }) => [
          ...order.push({ sequenceNumber: (first + index) & 0xffff }).packets,
        ]);
        expect(got.map(({ sequenceNumber }) => sequenceNumber)).toEqual(
          delays.map((_, index) => (first + index) & 0xffff),
        );
      },
    ),
  );
});

test('[MED54] a packet that never comes is given up, said, and not taken when it comes after all', () => {
  const order = new PacketOrder<{ sequenceNumber: number }>(3);
  order.push({ sequenceNumber: 65_534 });
  expect(order.push({ sequenceNumber: 0 })).toEqual({ packets: [], lost: false });
  expect(order.push({ sequenceNumber: 1 })).toEqual({ packets: [], lost: false });
  const { packets, lost } = order.push({ sequenceNumber: 2 });
  expect(lost).toBe(true);
  expect(packets.map(({ sequenceNumber }) => sequenceNumber)).toEqual([0, 1, 2]);
  expect(order.push({ sequenceNumber: 65_535 })).toEqual({ packets: [], lost: false });
});

test('[MED54] doubles are passed over, and a new stream may begin anywhere', () => {
  const order = new PacketOrder<{ sequenceNumber: number }>(3);
  order.push({ sequenceNumber: 5 });
  expect(order.push({ sequenceNumber: 5 }).packets).toEqual([]);
  order.reset();
  expect(order.push({ sequenceNumber: 3 }).packets).toHaveLength(1);
});

test('[MED55] time goes on over the end of the timestamps, and a packet may be older than the last', () => {
  const time = new MediaTime(90_000);
  expect(time.at(4_294_967_295 - 8_999, 500)).toBe(500);
  expect(time.at(0, 999)).toBeCloseTo(600);
  expect(time.at(4_294_967_295 - 8_999, 999)).toBeCloseTo(500);
  time.reset();
  expect(time.at(12, 2_000)).toBe(2_000);
});
