import { expect, test } from 'vitest';
import { dayFigures } from './mod.ts';

test("a day's figures count calls, talk, handling and availability by their definitions", () => {
  const figures = dayFigures(
    {
      sessions: [
        { acceptedAt: 1000, connectedAt: 2000, endedAt: 12_000, wrappedUpAt: 15_000, heldMs: 500 },
        { acceptedAt: 20_000, connectedAt: 21_000, endedAt: 25_000, wrappedUpAt: null, heldMs: 0 },
        { acceptedAt: 30_000, connectedAt: null, endedAt: 31_000, wrappedUpAt: null, heldMs: 0 },
        { acceptedAt: 40_000, connectedAt: 41_000, endedAt: null, wrappedUpAt: null, heldMs: 0 },
      ],
      missed: 2,
      declined: 1,
      available: [
        { from: 0, to: 1000 },
        { from: 39_000, to: null },
      ],
    },
    42_000,
  );
  expect(figures).toEqual({
    ...{ served: 2, missed: 2, declined: 1, talkMs: 10_000 + 4000 + 1000 },
    ...{ averageHandleMs: (14_000 + 5000) / 2, availableMs: 1000 + 3000 },
  });
});

test('a day without sessions has no average', () => {
  const figures = dayFigures({ sessions: [], missed: 0, declined: 0, available: [] }, 1000);
  expect(figures).toMatchObject({ served: 0, averageHandleMs: null });
});
