import { type RTCRtpTransceiver, RtpHeader, RtpPacket } from 'werift';
import { CLOCK_RATES } from '../../recording/party-file.ts';
import { beginsKeyFrame } from '../../recording/vp8.ts';
import { StreamNumbering } from './numbering.ts';
import type { MediaKind, MediaSource } from './source.ts';

/**
 * Sends one party's packets to one subscriber, on one section of its description. Video begins with a key frame each
 * time it begins: before one came, nothing a decoder could use would follow. The source may be replaced when the
 * party leaves and comes back; the stream goes on.
 */
export class Forwarder {
  readonly kind: MediaKind;
  readonly #transceiver: RTCRtpTransceiver;
  readonly #numbering: StreamNumbering;
  readonly #offPli: () => void;
  #source: MediaSource | undefined;
  #offSource: (() => void)[] = [];
  #held: boolean;
  #needsKeyFrame = true;

  constructor(kind: MediaKind, transceiver: RTCRtpTransceiver, held: boolean) {
    this.kind = kind;
    this.#transceiver = transceiver;
    this.#held = held;
    this.#numbering = new StreamNumbering(CLOCK_RATES[kind]);
    this.#offPli = transceiver.sender.onPictureLossIndication.subscribe(() => this.refresh()).unSubscribe;
  }

  /** Sends from this source from now on; `undefined`: nothing. */
  setSource(source: MediaSource | undefined): void {
    if (this.#source === source) return;
    for (const off of this.#offSource.splice(0)) off();
    this.#source = source;
    this.#begin();
    if (!source) return;
    this.#offSource = [
      source.on('packet', (packet) => this.#forward(source, packet)),
      source.on('cut', () => this.#begin()),
    ];
  }

  /**
   * Whether the section is in use. One that is not is offered as inactive: a page must not wait for a picture that
   * will not come, because it would not play the sound meanwhile.
   * @returns whether this changes the description
   */
  setActive(active: boolean): boolean {
    const direction = active ? 'sendonly' : 'inactive';
    if (this.#transceiver.direction === direction) return false;
    this.#transceiver.setDirection(direction);
    return true;
  }

  setHeld(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    if (!held) this.#begin();
  }

  /** Asks the sender for a key frame. */
  refresh(): void {
    this.#source?.requestKeyFrame();
  }

  close(): void {
    this.setSource(undefined);
    this.#offPli();
  }

  #begin(): void {
    this.#numbering.cut();
    this.#needsKeyFrame = this.kind === 'video';
  }

  #forward(source: MediaSource, packet: RtpPacket): void {
    const { sender } = this.#transceiver;
    if (this.#held || sender.dtlsTransport?.state !== 'connected') return;
    if (this.#needsKeyFrame) {
      if (!beginsKeyFrame(packet.payload)) {
        source.requestKeyFrame();
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
