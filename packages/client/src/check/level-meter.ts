import type { LevelMeter } from './types.ts';

export function createLevelMeter(_track: MediaStreamTrack): LevelMeter {
  throw new Error('comes with the next commit');
}
