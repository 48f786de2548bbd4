/** Two notes, a third apart, that nobody takes for an alarm: frequency in Hz, start and length in s. */
const NOTES = [
  { frequency: 523.25, start: 0, length: 0.45 },
  { frequency: 659.25, start: 0.35, length: 0.6 },
] as const;
const LOUDNESS = 0.25;

function playNote(context: AudioContext, note: (typeof NOTES)[number]): OscillatorNode {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  const start = context.currentTime + note.start;
  const end = start + note.length;
  oscillator.frequency.value = note.frequency;
  // Rises and falls softly: a hard edge is heard as a click.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.03);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(end);
  return oscillator;
}

/** Plays a short, friendly tone to test the speaker; resolves when it is over. */
export async function playTestTone(): Promise<void> {
  const context = new AudioContext();
  try {
    await context.resume();
    const notes = NOTES.map((note) => playNote(context, note));
    await Promise.all(
      notes.map((note) => new Promise((resolve) => note.addEventListener('ended', resolve, { once: true }))),
    );
  } finally {
    await context.close();
  }
}
