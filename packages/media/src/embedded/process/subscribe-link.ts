import { MediaStream, type RTCPeerConnection } from 'werift';
import type { IceCandidate } from '../../engine.ts';
import { MediaError } from '../../errors.ts';
import { checkSdp, withoutRejection, withSdpSession } from '../../sdp.ts';
import { Forwarder } from './forwarder.ts';
import { addUsableCandidate, createPeer } from './peer.ts';
import { type LinkOptions, watchState } from './publish-link.ts';
import type { MediaKind, MediaSource } from './source.ts';

export interface Sender {
  readonly participantId: string;
  /** What it sends, or may be expected to send. */
  readonly kinds: ReadonlySet<MediaKind>;
  readonly sources: Readonly<Record<MediaKind, MediaSource>>;
}

export interface SubscribeLinkOptions extends LinkOptions {
  readonly held: boolean;
  readonly onOffer: (negotiation: number, sdp: string) => void;
  /** Numbers offers; never the same twice for one participant. */
  readonly nextNegotiation: () => number;
}

/**
 * One peer connection on which a participant receives all others. It is offered as soon as there are others, not
 * only once they send: when their first packet comes, the way to the receiver is there already.
 *
 * The sections of a party that left stay in the description, silent: who comes back finds them.
 */
export class SubscribeLink {
  readonly #options: SubscribeLinkOptions;
  readonly #peer: RTCPeerConnection;
  /** By participant, also of those who left. */
  readonly #slots = new Map<string, Forwarder[]>();
  #pending: { negotiation: number; sdp: string } | undefined;
  /** The set of senders changed while an offer was out. */
  #stale = false;
  #held: boolean;
  #version = 0;
  #closed = false;

  constructor(options: SubscribeLinkOptions) {
    this.#options = options;
    this.#held = options.held;
    this.#peer = createPeer(options.network, 'subscribe');
    watchState(this.#peer, (state) => {
      if (state === 'connected') this.refresh();
      options.onState(state);
    });
  }

  /**
   * Whether this link can go on with these senders. New ones are not added to sections of others who left: pages
   * would have to tell dead streams from live ones, so a new link begins.
   */
  canBecome(senders: readonly Sender[]): boolean {
    const known = senders.filter(({ participantId }) => this.#slots.has(participantId)).length;
    return known === senders.length || known === this.#slots.size;
  }

  /** The offer that still waits for its answer. */
  get pending(): { readonly negotiation: number; readonly sdp: string } | undefined {
    return this.#pending;
  }

  /** Receives exactly these from now on. */
  async setSenders(senders: readonly Sender[]): Promise<void> {
    for (const [participantId, forwarders] of this.#slots) {
      if (senders.some((sender) => sender.participantId === participantId)) continue;
      for (const forwarder of forwarders) forwarder.setSource(undefined);
    }
    const changed = senders.map((sender) => this.#setSender(sender));
    if (changed.includes(true)) await this.#negotiate();
  }

  async answer(negotiation: number, sdp: string): Promise<void> {
    if (this.#pending?.negotiation !== negotiation) return;
    checkSdp(sdp);
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
    for (const forwarders of this.#slots.values()) {
      for (const forwarder of forwarders) forwarder.setHeld(held);
    }
  }

  /** Asks all senders for a key frame. */
  refresh(): void {
    for (const forwarders of this.#slots.values()) {
      for (const forwarder of forwarders) forwarder.refresh();
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const forwarders of this.#slots.values()) {
      for (const forwarder of forwarders) forwarder.close();
    }
    this.#slots.clear();
    this.#peer.close().catch(() => {});
  }

  /** @returns whether this changes the description */
  #setSender({ participantId, kinds, sources }: Sender): boolean {
    const forwarders = this.#slots.get(participantId) ?? [];
    this.#slots.set(participantId, forwarders);
    let changed = false;
    for (const kind of ['audio', 'video'] as const) {
      let forwarder = forwarders.find((one) => one.kind === kind);
      if (forwarder) {
        changed = forwarder.setActive(kinds.has(kind)) || changed;
      } else if (kinds.has(kind)) {
        forwarder = this.#add(participantId, kind);
        forwarders.push(forwarder);
        changed = true;
      }
      forwarder?.setSource(sources[kind]);
    }
    return changed;
  }

  #add(participantId: string, kind: MediaKind): Forwarder {
    const streams = [new MediaStream({ id: participantId })];
    const transceiver = this.#peer.addTransceiver(kind, { direction: 'sendonly', streams });
    return new Forwarder(kind, transceiver, this.#held);
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
    const sdp = withSdpSession(withoutRejection(localDescription.sdp), this.#options.session, this.#version);
    this.#pending = { negotiation, sdp };
    this.#options.onOffer(negotiation, sdp);
  }
}
