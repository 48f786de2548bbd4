/** Largest content of a person's picture in bytes: 48 kB are 64 kB as a data URL, which the server takes. */
export const pictureLimit = 48 * 1024 - 64;

/** The middle square of a picture. */
export function middleSquare(width: number, height: number): { x: number; y: number; side: number } {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), side };
}

/** Ways to write a picture, the finest first; the first that is small enough is taken. */
export const pictureAttempts: readonly { readonly side: number; readonly quality: number }[] = [
  { side: 384, quality: 0.85 },
  { side: 320, quality: 0.8 },
  { side: 256, quality: 0.8 },
  { side: 192, quality: 0.75 },
  { side: 128, quality: 0.7 },
  { side: 96, quality: 0.6 },
];

/** @returns null when even the smallest is too large, which no picture of 96 × 96 is */
export function firstThatFits(encode: (side: number, quality: number) => string): string | null {
  for (const { side, quality } of pictureAttempts) {
    const url = encode(side, quality);
    const bytes = ((url.length - url.indexOf(',') - 1) * 3) / 4;
    if (bytes <= pictureLimit) return url;
  }
  return null;
}
