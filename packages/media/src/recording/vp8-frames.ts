import { beginsKeyFrame, payloadOffset } from './vp8.ts';

/** What a frame is put together from; packets come in order. */
export interface Vp8Packet {
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
}

export interface Vp8Frame {
  readonly timestamp: number;
  readonly keyFrame: boolean;
  readonly data: Buffer;
}

/** Puts frames together. After a loss it gives none before the next key frame: they could not be decoded right. */
export class Vp8Frames {
  #parts: Buffer[] = [];
  #timestamp: number | undefined;
  #keyFrame = false;
  #broken = true;

  /** True while a key frame is waited for. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Packets before the next one are missing. */
  lost(): void {
    this.#broken = true;
    this.#parts = [];
    this.#timestamp = undefined;
  }

  push(packet: Vp8Packet): Vp8Frame | undefined {
    if (packet.payload.length === 0) return undefined;
    if (this.#timestamp !== packet.timestamp) this.#begin(packet);
    if (this.#broken) return undefined;
    this.#parts.push(packet.payload.subarray(payloadOffset(packet.payload)));
    if (!packet.marker) return undefined;
    const frame = { timestamp: packet.timestamp, keyFrame: this.#keyFrame, data: Buffer.concat(this.#parts) };
    this.#parts = [];
    this.#timestamp = undefined;
    return frame;
  }

  #begin(packet: Vp8Packet): void {
    this.#parts = [];
    this.#timestamp = packet.timestamp;
    this.#keyFrame = beginsKeyFrame(packet.payload);
    if (this.#keyFrame) this.#broken = false;
  }
}
