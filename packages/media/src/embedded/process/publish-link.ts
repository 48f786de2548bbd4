import type { RTCPeerConnection } from 'werift';
import type { IceCandidate } from '../../engine.ts';
import { MediaError } from '../../errors.ts';
import { checkSdp, sdpSession, withSdpSession } from '../../sdp.ts';
import { addUsableCandidate, createPeer, type PeerNetwork } from './peer.ts';
import type { MediaKind, MediaSource } from './source.ts';

export type LinkState = 'connected' | 'disconnected' | 'failed';

export interface LinkOptions {
  readonly network: PeerNetwork;
  /** Session id for the `o=` lines of this link's descriptions: digits, another one for each link. */
  readonly session: string;
  readonly onState: (state: LinkState) => void;
}

/** One peer connection on which a party sends. It feeds the party's sources until it is closed. */
export class PublishLink {
  /** Session id of the page's peer connection: an offer of the same session renegotiates this link. */
  readonly remoteSession: string;
  readonly #peer: RTCPeerConnection;
  readonly #options: LinkOptions;
  readonly #sources: Readonly<Record<MediaKind, MediaSource>>;
  readonly #closed = Promise.withResolvers<never>();
  #kinds: ReadonlySet<MediaKind> = new Set();
  #version = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: LinkOptions, sources: Readonly<Record<MediaKind, MediaSource>>, offer: string) {
    this.remoteSession = sdpSession(offer) ?? '';
    this.#options = options;
    this.#sources = sources;
    this.#peer = createPeer(options.network, 'publish');
    this.#closed.promise.catch(() => {});
    watchState(this.#peer, options.onState);
  }

  /** What it sends, as far as offers were answered. */
  get kinds(): ReadonlySet<MediaKind> {
    return this.#kinds;
  }

  /** Answers one offer after the other. */
  answer(offer: string): Promise<string> {
    const turn = this.#turn.then(() => Promise.race([this.#answer(offer), this.#closed.promise]));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async addCandidate(candidate: IceCandidate | null): Promise<void> {
    await addUsableCandidate(this.#peer, candidate);
  }

  close(): void {
    this.#closed.reject(new MediaError('engine_error', 'a newer offer replaced this one'));
    this.#peer.close().catch(() => {});
  }

  async #answer(offer: string): Promise<string> {
    checkSdp(offer);
    try {
      await this.#peer.setRemoteDescription({ type: 'offer', sdp: offer });
    } catch (error) {
      throw MediaError.from(error, 'invalid_sdp');
    }
    const answer = await this.#peer.createAnswer();
    await this.#peer.setLocalDescription(answer);
    this.#attach();
    const { localDescription } = this.#peer;
    if (!localDescription) throw new MediaError('engine_error', 'no answer came to be');
    this.#version += 1;
    return withSdpSession(localDescription.sdp, this.#options.session, this.#version);
  }

  #attach(): void {
    const kinds = new Set<MediaKind>();
    for (const { kind, currentDirection, receiver } of this.#peer.getTransceivers()) {
      const [track] = receiver.tracks;
      const receives = currentDirection === 'recvonly' || currentDirection === 'sendrecv';
      if (!receives || !track || (kind !== 'audio' && kind !== 'video') || kinds.has(kind)) continue;
      kinds.add(kind);
      this.#sources[kind].attach(track, receiver);
    }
    for (const kind of ['audio', 'video'] as const) if (!kinds.has(kind)) this.#sources[kind].detach();
    this.#kinds = kinds;
  }
}

/** Tells the states of a peer connection that others can act on. */
export function watchState(peer: RTCPeerConnection, onState: (state: LinkState) => void): void {
  peer.connectionStateChange.subscribe((state) => {
    if (state === 'connected' || state === 'disconnected' || state === 'failed') onState(state);
  });
}
