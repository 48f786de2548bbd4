import { describe, expect, it } from 'vitest';
import { lockedUntil } from './lock-out.ts';

describe('lock-out', () => {
  it('[IDN7] begins with the fifth failure, doubles, and never lasts longer than an hour', () => {
    const minutes = [1, 4, 5, 6, 7, 10, 11, 12, 1_000].map((failures) => {
      const until = lockedUntil(failures, 0);
      return until === null ? null : until / 60_000;
    });
    expect(minutes).toEqual([null, null, 1, 2, 4, 32, 60, 60, 60]);
  });
});
