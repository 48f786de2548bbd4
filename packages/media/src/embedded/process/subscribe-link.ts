import { MediaStream, type RTCPeerConnection, type RTCRtpTransceiver } from 'werift';
import type { IceCandidate } from '../../engine.ts';
import { MediaError } from '../../errors.ts';
import { Forwarder } from './forwarder.ts';
import { addUsableCandidate, createPeer, withSdpSession } from './peer.ts';
import { type LinkOptions, watchState } from './publish-link.ts';
import { checkAnswer } from './sdp-check.ts';
import type { MediaKind, MediaSource } from './source.ts';

export interface Sender {
  readonly participantId: string;
  readonly sources: Readonly<Record<MediaKind, MediaSource>>;
}

export interface SubscribeLinkOptions extends LinkOptions {
  readonly held: boolean;
  readonly onOffer: (negotiation: number, sdp: string) => void;
  /** Numbers offers; never the same twice for one participant. */
  readonly nextNegotiation: () => number;
}

interface Slot {
  readonly transceivers: readonly RTCRtpTransceiver[];
  readonly forwarders: readonly Forwarder[];
}

/**
 * One peer connection on which a participant receives all others. It is offered as soon as there are others, not
 * only once they send: when their first packet comes, the way to the receiver is there already.
 *
 * The sections of a party that left stay in the description (inactive from the next offer on): a section is never
 * given to another party, because a page learns of new streams by new sections.
 */
export class SubscribeLink {
  readonly #options: SubscribeLinkOptions;
  readonly #peer: RTCPeerConnection;
  readonly #slots = new Map<string, Slot>();
  #pending: { negotiation: number; sdp: string } | undefined;
  /** The set of senders changed while an offer was out. */
  #stale = false;
  #held: boolean;
  #version = 0;
  #closed = false;
  #abandoned = 0;

  constructor(options: SubscribeLinkOptions) {
    this.#options = options;
    this.#held = options.held;
    this.#peer = createPeer(options.network, 'subscribe');
    watchState(this.#peer, (state) => {
      if (state === 'connected') this.refresh();
      options.onState(state);
    });
  }

  /** Sections of parties that left. */
  get abandoned(): number {
    return this.#abandoned;
  }

  /** The offer that still waits for its answer. */
  get pending(): { readonly negotiation: number; readonly sdp: string } | undefined {
    return this.#pending;
  }

  /** Receives exactly these from now on. */
  async setSenders(senders: readonly Sender[]): Promise<void> {
    for (const [participantId, slot] of this.#slots) {
      if (senders.some((sender) => sender.participantId === participantId)) continue;
      this.#slots.delete(participantId);
      this.#abandon(slot);
    }
    const added = senders.filter((sender) => !this.#slots.has(sender.participantId));
    for (const sender of added) this.#add(sender);
    if (added.length > 0) await this.#negotiate();
  }

  async answer(negotiation: number, sdp: string): Promise<void> {
    if (this.#pending?.negotiation !== negotiation) return;
    checkAnswer(sdp);
    const pending = this.#pending;
    this.#pending = undefined;
    try {
      await this.#peer.setRemoteDescription({ type: 'answer', sdp });
    } catch (error) {
      if (this.#peer.signalingState === 'have-local-offer') this.#pending = pending;
      throw MediaError.from(error, 'invalid_sdp');
    }
    if (this.#stale) await this.#negotiate();
  }

  async addCandidate(candidate: IceCandidate | null): Promise<void> {
    await addUsableCandidate(this.#peer, candidate);
  }

  setHeld(held: boolean): void {
    this.#held = held;
    for (const { forwarders } of this.#slots.values()) {
      for (const forwarder of forwarders) forwarder.setHeld(held);
    }
  }

  /** Asks all senders for a key frame. */
  refresh(): void {
    for (const { forwarders } of this.#slots.values()) {
      for (const forwarder of forwarders) forwarder.refresh();
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { forwarders } of this.#slots.values()) {
      for (const forwarder of forwarders) forwarder.close();
    }
    this.#slots.clear();
    this.#peer.close().catch(() => {});
  }

  #add({ participantId, sources }: Sender): void {
    const stream = new MediaStream({ id: participantId });
    const transceivers = (['audio', 'video'] as const).map((kind) =>
      this.#peer.addTransceiver(kind, { direction: 'sendonly', streams: [stream] }),
    );
    const forwarders = transceivers.map((transceiver) => {
      const kind = transceiver.kind === 'audio' ? 'audio' : 'video';
      return new Forwarder(sources[kind], transceiver, this.#held);
    });
    this.#slots.set(participantId, { transceivers, forwarders });
  }

  #abandon(slot: Slot): void {
    this.#abandoned += 1;
    for (const forwarder of slot.forwarders) forwarder.close();
    for (const transceiver of slot.transceivers) transceiver.setDirection('inactive');
  }

  async #negotiate(): Promise<void> {
    if (this.#pending || this.#peer.signalingState !== 'stable') {
      this.#stale = true;
      return;
    }
    this.#stale = false;
    const negotiation = this.#options.nextNegotiation();
    this.#pending = { negotiation, sdp: '' };
    const offer = await this.#peer.createOffer();
    await this.#peer.setLocalDescription(offer);
    const { localDescription } = this.#peer;
    if (this.#closed || !localDescription) return;
    this.#version += 1;
    const sdp = withSdpSession(localDescription.sdp, this.#options.session, this.#version);
    this.#pending = { negotiation, sdp };
    this.#options.onOffer(negotiation, sdp);
  }
}
