/** What of an RTP header says where a packet stands in its stream. */
export interface StreamPosition {
  readonly sequenceNumber: number;
  readonly timestamp: number;
}

/**
 * Makes one continuous RTP stream for a subscriber out of the pieces of several: the source may be replaced
 * (rejoin) or silent for a while (hold). Numbers of a new piece continue those of the piece before, so that the
 * receiver neither asks for packets that never were nor takes the new ones for old.
 */
export class StreamNumbering {
  readonly #clockRate: number;
  #sequenceOffset = 0;
  #timestampOffset = 0;
  #last: { sequenceNumber: number; timestamp: number; at: number } | undefined;
  #joint = true;

  /** @param clockRate of the RTP timestamps, in Hz */
  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /** The next packet begins a new piece. */
  cut(): void {
    this.#joint = true;
  }

  /** @param now any monotonic time in ms */
  next(packet: StreamPosition, now: number): StreamPosition {
    if (this.#joint) {
      this.#join(packet, now);
      this.#joint = false;
    }
    const sequenceNumber = (packet.sequenceNumber + this.#sequenceOffset) & 0xffff;
    const timestamp = (packet.timestamp + this.#timestampOffset) >>> 0;
    if (!this.#last || isAfter(sequenceNumber, this.#last.sequenceNumber)) {
      this.#last = { sequenceNumber, timestamp, at: now };
    }
    return { sequenceNumber, timestamp };
  }

  #join(packet: StreamPosition, now: number): void {
    if (!this.#last) return;
    const passed = Math.max(1, Math.round(((now - this.#last.at) * this.#clockRate) / 1000));
    this.#sequenceOffset = (this.#last.sequenceNumber + 1 - packet.sequenceNumber) & 0xffff;
    this.#timestampOffset = (this.#last.timestamp + passed - packet.timestamp) >>> 0;
  }
}

function isAfter(a: number, b: number): boolean {
  const distance = (a - b) & 0xffff;
  return distance !== 0 && distance < 0x8000;
}
