import type { RingSettings } from './ring-settings.ts';

/** Two friendly notes, then a rest; in s and Hz. */
const notes = [
  { at: 0, pitch: 587.33 },
  { at: 0.18, pitch: 880 },
  { at: 0.36, pitch: 587.33 },
  { at: 0.54, pitch: 880 },
] as const;
const NOTE_S = 0.16;
const ROUND_MS = 2400;

export interface Ring {
  readonly start: (settings: RingSettings) => void;
  readonly stop: () => void;
  /** One round, to hear how loud it is. */
  readonly once: (settings: RingSettings) => void;
  /** Idempotent. */
  readonly close: () => void;
}

/** The ring tone, made by the browser itself: no file to load when a customer already waits. */
export function createRing(): Ring {
  const audio = new AudioContext();
  let timer: ReturnType<typeof setInterval> | undefined;
  const round = ({ volume }: RingSettings) => {
    // A page that nobody has touched yet may make no sound; each round asks anew.
    void audio.resume();
    for (const { at, pitch } of notes) {
      playNote(audio, audio.currentTime + at, pitch, (volume / 100) ** 2);
    }
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    start: (settings) => {
      stop();
      if (settings.on && settings.volume > 0) {
        round(settings);
        timer = setInterval(() => round(settings), ROUND_MS);
      }
    },
    stop,
    once: round,
    close: () => {
      stop();
      if (audio.state !== 'closed') {
        void audio.close();
      }
    },
  };
}

/** A soft attack and decay: a note that is only switched on and off clicks. */
function playNote(audio: AudioContext, at: number, pitch: number, loudness: number): void {
  const note = audio.createOscillator();
  const gain = audio.createGain();
  note.type = 'triangle';
  note.frequency.value = pitch;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loudness * 0.5, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_S);
  note.connect(gain).connect(audio.destination);
  note.start(at);
  note.stop(at + NOTE_S);
}
