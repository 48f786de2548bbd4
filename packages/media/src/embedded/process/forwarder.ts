import { type RTCRtpTransceiver, RtpHeader, RtpPacket } from 'werift';
import { StreamNumbering } from './numbering.ts';
import { AUDIO_CLOCK_RATE, VIDEO_CLOCK_RATE } from './peer.ts';
import type { MediaSource } from './source.ts';
import { beginsKeyFrame } from './vp8.ts';

/**
 * Sends one party's packets to one subscriber. Video begins with a key frame each time it begins: before one came,
 * nothing a decoder could use would follow.
 */
export class Forwarder {
  readonly #source: MediaSource;
  readonly #transceiver: RTCRtpTransceiver;
  readonly #numbering: StreamNumbering;
  readonly #stop: (() => void)[] = [];
  #held: boolean;
  #needsKeyFrame: boolean;

  constructor(source: MediaSource, transceiver: RTCRtpTransceiver, held: boolean) {
    this.#source = source;
    this.#transceiver = transceiver;
    this.#held = held;
    this.#needsKeyFrame = source.kind === 'video';
    this.#numbering = new StreamNumbering(source.kind === 'video' ? VIDEO_CLOCK_RATE : AUDIO_CLOCK_RATE);
    this.#stop.push(
      source.subscribe(
        (packet) => this.#forward(packet),
        () => this.#begin(),
      ),
      transceiver.sender.onPictureLossIndication.subscribe(() => source.requestKeyFrame()).unSubscribe,
    );
  }

  setHeld(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    if (!held) this.#begin();
  }

  /** Asks the sender for a key frame. */
  refresh(): void {
    this.#source.requestKeyFrame();
  }

  close(): void {
    for (const stop of this.#stop.splice(0)) stop();
  }

  #begin(): void {
    this.#numbering.cut();
    this.#needsKeyFrame = this.#source.kind === 'video';
  }

  #forward(packet: RtpPacket): void {
    const { sender } = this.#transceiver;
    if (this.#held || sender.dtlsTransport?.state !== 'connected') return;
    if (this.#needsKeyFrame) {
      if (!beginsKeyFrame(packet.payload)) {
        this.#source.requestKeyFrame();
        return;
      }
      this.#needsKeyFrame = false;
    }
    const { sequenceNumber, timestamp } = this.#numbering.next(packet.header, performance.now());
    // A header of its own, without the publisher's extensions: their ids mean something else on this link.
    const header = new RtpHeader({
      marker: packet.header.marker,
      sequenceNumber,
      timestamp,
      payloadType: packet.header.payloadType,
      extension: true,
    });
    // Fails when the link goes down in between; its state change says so.
    sender.sendRtp(new RtpPacket(header, packet.payload)).catch(() => {});
  }
}
