import { randomInt } from 'node:crypto';
import type { IceCandidate, MediaLink, ParticipantKind } from '../../engine.ts';
import { MediaError } from '../../errors.ts';
import { sdpSession } from '../../sdp.ts';
import type { PeerNetwork } from './peer.ts';
import { type LinkState, PublishLink } from './publish-link.ts';
import { type MediaKind, MediaSource } from './source.ts';
import { type Sender, SubscribeLink } from './subscribe-link.ts';

export interface ParticipantEvents {
  readonly onOffer: (negotiation: number, sdp: string) => void;
  readonly onLink: (link: MediaLink, state: LinkState) => void;
  /** It sends something else than before: sound without picture, or picture again. */
  readonly onKinds: () => Promise<void>;
}

/** One participant of a room: what it sends, and its two links. */
export class Participant {
  readonly id: string;
  readonly kind: ParticipantKind;
  readonly sources = { audio: new MediaSource('audio'), video: new MediaSource('video') };
  readonly #network: PeerNetwork;
  readonly #events: ParticipantEvents;
  readonly #states = new Map<MediaLink, LinkState>();
  #publish: PublishLink | undefined;
  #subscribe: SubscribeLink | undefined;
  #senders: readonly Sender[] = [];
  #kinds: ReadonlySet<MediaKind> = new Set(['audio', 'video']);
  #held = false;
  #negotiation = 0;

  constructor(id: string, kind: ParticipantKind, network: PeerNetwork, events: ParticipantEvents) {
    this.id = id;
    this.kind = kind;
    this.#network = network;
    this.#events = events;
  }

  /** What it sends; before it said so, sound and picture are expected. */
  get kinds(): ReadonlySet<MediaKind> {
    return this.#kinds;
  }

  async publish(offer: string): Promise<string> {
    if (this.kind === 'hidden') throw new MediaError('engine_error', 'a hidden participant sends nothing');
    const answer = await this.#publishOn(offer);
    const kinds = this.#publish?.kinds ?? this.#kinds;
    if ([...kinds].join() !== [...this.#kinds].join()) {
      this.#kinds = kinds;
      await this.#events.onKinds();
    }
    return answer;
  }

  async #publishOn(offer: string): Promise<string> {
    const current = this.#publish;
    if (current && current.remoteSession === sdpSession(offer)) return current.answer(offer);
    const link: PublishLink = new PublishLink(
      {
        network: this.#network,
        session: newSession(),
        onState: (state) => {
          if (this.#publish === link) this.#told('publish', state);
        },
      },
      this.sources,
      offer,
    );
    // At once, before the answer is there: candidates that follow belong to it.
    this.#publish = link;
    try {
      const answer = await link.answer(offer);
      current?.close();
      return answer;
    } catch (error) {
      link.close();
      // An offer that cannot be used replaces nothing.
      if (this.#publish === link) this.#publish = current;
      throw error;
    }
  }

  /** Receives exactly these from now on. */
  async setSenders(senders: readonly Sender[]): Promise<void> {
    this.#senders = senders;
    if (this.#subscribe?.canBecome(senders)) {
      await this.#subscribe.setSenders(senders);
    } else {
      await this.resubscribe();
    }
  }

  async answer(negotiation: number, sdp: string): Promise<void> {
    await this.#subscribe?.answer(negotiation, sdp);
  }

  /** Begins the subscription anew, on a new peer connection. */
  async resubscribe(): Promise<void> {
    this.#subscribe?.close();
    this.#subscribe = undefined;
    this.#states.delete('subscribe');
    if (this.#senders.length === 0) return;
    const link: SubscribeLink = new SubscribeLink({
      network: this.#network,
      session: newSession(),
      held: this.#held,
      onOffer: this.#events.onOffer,
      onState: (state) => {
        if (this.#subscribe === link) this.#told('subscribe', state);
      },
      nextNegotiation: () => ++this.#negotiation,
    });
    this.#subscribe = link;
    await link.setSenders(this.#senders);
  }

  async addCandidate(link: MediaLink, candidate: IceCandidate | null): Promise<void> {
    const target = link === 'publish' ? this.#publish : this.#subscribe;
    // A candidate for a link that was replaced meanwhile fits nowhere, and is missed by no one.
    await target?.addCandidate(candidate).catch(() => {});
  }

  requestKeyframes(): void {
    this.#subscribe?.refresh();
  }

  setHeld(held: boolean): void {
    this.#held = held;
    this.#subscribe?.setHeld(held);
  }

  /** Tells again what an adapter that has just come does not know: states of links, and the open offer. */
  retell(): void {
    for (const [link, state] of this.#states) this.#events.onLink(link, state);
    const pending = this.#subscribe?.pending;
    if (pending && pending.sdp !== '') this.#events.onOffer(pending.negotiation, pending.sdp);
  }

  close(): void {
    this.#publish?.close();
    this.#publish = undefined;
    this.#subscribe?.close();
    this.#subscribe = undefined;
    for (const source of Object.values(this.sources)) source.detach();
  }

  #told(link: MediaLink, state: LinkState): void {
    this.#states.set(link, state);
    this.#events.onLink(link, state);
  }
}

/** Any number that no other link has; RFC 8866 asks for digits. */
function newSession(): string {
  return String(randomInt(2 ** 47));
}
