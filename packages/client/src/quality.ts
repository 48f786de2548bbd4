import type { Quality } from '@rem/protocol';

/** What is measured of a connection; null where it is not known. */
export interface Figures {
  readonly loss: number | null;
  readonly roundTrip: number | null;
  readonly jitter: number | null;
}

/** Below all of these a connection is good; below all of `FAIR` it is fair. Loss as a share, times in ms. */
export const GOOD = { loss: 0.01, roundTrip: 50, jitter: 30 } as const;
export const FAIR = { loss: 0.05, roundTrip: 250, jitter: 80 } as const;

/** Grade of figures while media flows; what is not known counts as in order. */
export function gradeOf(figures: Figures): Exclude<Quality['grade'], 'lost'> {
  const within = (limit: { loss: number; roundTrip: number; jitter: number }): boolean =>
    (figures.loss ?? 0) < limit.loss &&
    (figures.roundTrip ?? 0) < limit.roundTrip &&
    (figures.jitter ?? 0) < limit.jitter;
  if (within(GOOD)) return 'good';
  return within(FAIR) ? 'fair' : 'poor';
}
