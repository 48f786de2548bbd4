import type { Quality } from '@rem/protocol';

/** What the way to the media engine is like; figures are null where they could not be measured. */
export interface NetworkFigures {
  /** Share of packets lost, 0–1. */
  readonly loss: number | null;
  /** Round trip in ms. */
  readonly roundTrip: number | null;
  /** Jitter in ms. */
  readonly jitter: number | null;
  /** `lost`: no media came through at all. */
  readonly grade: Quality['grade'];
}

/** Level of a microphone, measured a few times a second. */
export interface LevelMeter {
  /** Loudness now: 0 is silence, 1 is as loud as can be. */
  readonly level: () => number;
  /** The loudest since it was made: tells whether the microphone works at all. */
  readonly peak: () => number;
  /** Idempotent. */
  readonly close: () => void;
}
