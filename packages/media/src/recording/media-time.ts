/** Turns RTP timestamps (32 bits, wrapping) into ms on a common time line. */
export class MediaTime {
  readonly #clockRate: number;
  #base: { timestamp: number; time: number } | undefined;

  /** @param clockRate in Hz */
  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /** The next timestamp belongs to another stream. */
  reset(): void {
    this.#base = undefined;
  }

  /** @param now where on the time line a packet that comes now stands, in ms; used for the first of a stream */
  at(timestamp: number, now: number): number {
    if (!this.#base) {
      this.#base = { timestamp, time: now };
      return now;
    }
    // Signed: a packet may also be a little older than the one before it.
    const distance = (timestamp - this.#base.timestamp) | 0;
    const time = this.#base.time + (distance * 1000) / this.#clockRate;
    this.#base = { timestamp, time };
    return time;
  }
}
