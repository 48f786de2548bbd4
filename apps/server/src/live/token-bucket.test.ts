import { describe, expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

function takeAll(bucket: TokenBucket, now: number): number {
  let taken = 0;
  while (bucket.take(now)) taken += 1;
  return taken;
}

describe('the token bucket', () => {
  it('[LIV9] gives the burst at once and the rate from then on', () => {
    const bucket = new TokenBucket(50, 200, 0);
    expect(takeAll(bucket, 0)).toBe(200);
    expect(takeAll(bucket, 1000)).toBe(50);
    expect(takeAll(bucket, 1010)).toBe(0);
    expect(takeAll(bucket, 1020)).toBe(1);
  });

  it('never holds more than the burst', () => {
    const bucket = new TokenBucket(50, 200, 0);
    expect(takeAll(bucket, 3_600_000)).toBe(200);
  });

  it('is full again after a quiet time, and bears a clock that is set back', () => {
    const bucket = new TokenBucket(10, 20, 10_000);
    expect(bucket.full(10_000)).toBe(true);
    takeAll(bucket, 10_000);
    expect(bucket.full(5_000)).toBe(false);
    expect(takeAll(bucket, 5_000)).toBe(0);
    expect(bucket.full(7_000)).toBe(true);
  });
});
