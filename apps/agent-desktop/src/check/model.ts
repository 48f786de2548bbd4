import type { LocalMediaSnapshot, NetworkFigures } from '@rem/client';

/** What the device check found so far. */
export interface CheckModel {
  readonly local: LocalMediaSnapshot;
  /** Loudness of the microphone now, 0–1. */
  readonly level: () => number;
  /** Something was heard since the check began. */
  readonly heard: boolean;
  readonly speaker: 'untried' | 'playing' | 'played' | 'heard';
  readonly network: NetworkFigures | 'running' | 'failed';
}

export interface CheckActions {
  readonly play: () => void;
  readonly confirmHeard: () => void;
  readonly again: () => void;
  readonly done: () => void;
}
