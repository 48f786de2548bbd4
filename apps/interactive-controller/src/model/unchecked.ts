import type { CheckModel } from './model.ts';

/** A device check that found nothing yet. */
export const UNCHECKED: CheckModel = {
  level: () => 0,
  heard: false,
  speaker: 'untried',
  network: 'running',
  figures: null,
};
