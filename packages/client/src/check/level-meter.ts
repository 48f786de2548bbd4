import type { LevelMeter } from './types.ts';

/** Speech at a normal distance has about this root mean square; it is drawn as a full meter. */
const LOUD = 0.25;

/** Measures a microphone's loudness; silence until the browser lets sound run (after a touch). */
export function createLevelMeter(track: MediaStreamTrack): LevelMeter {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  void context.resume();
  const samples = new Float32Array(analyser.fftSize);
  let peak = 0;
  let closed = false;
  return {
    level() {
      if (closed) return 0;
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const level = Math.min(1, Math.sqrt(power) / LOUD);
      peak = Math.max(peak, level);
      return level;
    },
    peak: () => peak,
    close() {
      if (closed) return;
      closed = true;
      source.disconnect();
      void context.close();
    },
  };
}
