import type { IceCandidate, ParticipantRef } from '@rem/media';
import type { MediaSignal, Party } from '@rem/protocol';

type Listener = (signal: MediaSignal) => void;

/**
 * One side's place in a room. It stays while connections come and go: what the engine says meanwhile is kept for
 * the next one, so that a short cut of the line costs no picture.
 */
export class Place {
  readonly party: Party;
  readonly ref: ParticipantRef;
  /** Whether the page was told to set up media in the room as it is now. */
  started: boolean;
  #listener: Listener | null = null;
  /** The connection that was told so. */
  #told: Listener | null = null;
  /** The newest offer that is not answered yet, and the engine's candidates since. */
  #offer: Extract<MediaSignal, { type: 'offer' }> | null = null;
  #candidates: Extract<MediaSignal, { type: 'candidate' }>[] = [];

  /** @param started true when an earlier run of the server told the page already */
  constructor(roomId: string, party: Party, started: boolean) {
    this.party = party;
    // Streams carry the sender's id to the other page: there it says which side they are of.
    this.ref = { roomId, participantId: party };
    this.started = started;
  }

  get taken(): boolean {
    return this.#listener !== null;
  }

  isTakenBy(listener: Listener): boolean {
    return this.#listener === listener;
  }

  /** A connection takes the place; the one before is told to stop. */
  take(listener: Listener): void {
    const before = this.#listener;
    this.#listener = listener;
    before?.({ type: 'stop' });
  }

  leave(listener: Listener): void {
    if (this.#listener === listener) this.#listener = null;
  }

  /** Whether this very connection was told to set up media in the room as it is now. */
  get told(): boolean {
    return this.#told !== null && this.#told === this.#listener;
  }

  /** Media will be set up from the beginning: what the engine said before counts no more, what it says now is kept. */
  prepare(): void {
    this.forgetOffer();
    this.started = false;
    this.#told = null;
  }

  /** Says to set up media, and then what the engine has offered since `prepare`: offers come as soon as it is joined. */
  start(): void {
    this.started = this.taken;
    this.#told = this.#listener;
    this.#listener?.({ type: 'start' });
    this.repeatOffer();
  }

  stop(): void {
    this.#listener?.({ type: 'stop' });
    this.#listener = null;
  }

  offer(negotiation: number, sdp: string): void {
    this.#offer = { type: 'offer', negotiation, sdp };
    this.#candidates = [];
    if (this.started) this.#listener?.(this.#offer);
  }

  candidate(link: 'publish' | 'subscribe', candidate: IceCandidate | null): void {
    const signal = { type: 'candidate', link, candidate } as const;
    if (this.#offer && link === 'subscribe') this.#candidates.push(signal);
    if (this.started) this.#listener?.(signal);
  }

  tell(signal: MediaSignal): void {
    this.#listener?.(signal);
  }

  answered(negotiation: number): void {
    if (this.#offer?.negotiation === negotiation) this.forgetOffer();
  }

  /** Says again what a connection that is gone may not have got. */
  repeatOffer(): void {
    if (!this.#offer) return;
    for (const signal of [this.#offer, ...this.#candidates]) this.#listener?.(signal);
  }

  forgetOffer(): void {
    this.#offer = null;
    this.#candidates = [];
  }
}
