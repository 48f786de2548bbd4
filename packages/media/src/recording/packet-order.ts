/** What is put in order: anything with an RTP sequence number (16 bits, wrapping). */
export interface Numbered {
  readonly sequenceNumber: number;
}

/**
 * Puts packets back in order. A missing one is waited for while fewer than `patience` later ones have come; then it
 * is given up.
 */
export class PacketOrder<T extends Numbered> {
  readonly #patience: number;
  readonly #waiting = new Map<number, T>();
  #expected: number | undefined;

  constructor(patience: number) {
    this.#patience = patience;
  }

  /** The next packet, whatever its number, is the first of a new stream. */
  reset(): void {
    this.#waiting.clear();
    this.#expected = undefined;
  }

  /** @returns what is in order now; `lost` when packets before it were given up */
  push(packet: T): { readonly packets: readonly T[]; readonly lost: boolean } {
    this.#expected ??= packet.sequenceNumber;
    if (((packet.sequenceNumber - this.#expected) & 0xffff) >= 0x8000) return { packets: [], lost: false };
    this.#waiting.set(packet.sequenceNumber, packet);
    const lost = !this.#waiting.has(this.#expected) && this.#waiting.size >= this.#patience;
    if (lost) this.#expected = this.#nearest(this.#expected);
    return { packets: this.#take(), lost };
  }

  #take(): T[] {
    const packets: T[] = [];
    while (this.#expected !== undefined) {
      const packet = this.#waiting.get(this.#expected);
      if (!packet) break;
      this.#waiting.delete(this.#expected);
      packets.push(packet);
      this.#expected = (this.#expected + 1) & 0xffff;
    }
    return packets;
  }

  #nearest(from: number): number {
    let best = 0xffff;
    for (const number of this.#waiting.keys()) best = Math.min(best, (number - from) & 0xffff);
    return (from + best) & 0xffff;
  }
}
