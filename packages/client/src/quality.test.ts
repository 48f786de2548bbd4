import { expect, test } from 'vitest';
import { figuresOf } from './check/network-check.ts';
import { gradeOf } from './quality.ts';

test.each([
  [{ loss: 0.009, roundTrip: 49, jitter: 29 }, 'good'],
  [{ loss: 0.01, roundTrip: 49, jitter: 29 }, 'fair'],
  [{ loss: 0, roundTrip: 50, jitter: 0 }, 'fair'],
  [{ loss: 0, roundTrip: 10, jitter: 30 }, 'fair'],
  [{ loss: 0.05, roundTrip: 10, jitter: 1 }, 'poor'],
  [{ loss: 0, roundTrip: 250, jitter: 1 }, 'poor'],
  [{ loss: null, roundTrip: null, jitter: null }, 'good'],
] as const)('[CLI30] %j is %s', (figures, grade) => {
  expect(gradeOf(figures)).toBe(grade);
});

test('[CLI30] a check’s figures are means of what could be measured', () => {
  const sample = { at: 0, video: null, audio: null, uplinkBytes: 1 };
  expect(
    figuresOf([
      { ...sample, uplinkLoss: null, roundTrip: 10, jitter: null },
      { ...sample, uplinkLoss: 0.02, roundTrip: 30, jitter: null },
    ]),
  ).toEqual({ loss: 0.02, roundTrip: 20, jitter: null });
});
