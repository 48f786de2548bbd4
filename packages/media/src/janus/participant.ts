import type { ParticipantKind, ParticipantRef } from '../engine.ts';

/** What the adapter knows of one participant: its handles in Janus. */
export interface JanusParticipant {
  readonly ref: ParticipantRef;
  readonly kind: ParticipantKind;
  publisher: JanusPublisher | undefined;
  /** Settles when the handle for an offer under way is there: candidates that follow the offer wait for it. */
  attaching: Promise<unknown>;
  subscriber: JanusSubscriber | undefined;
  /** Offers made so far. */
  negotiation: number;
  /** The work on the subscription under way: one at a time. */
  turn: Promise<void>;
}

export interface JanusPublisher {
  readonly handle: number;
  /** Its name in Janus' room; another one each time, so that it can join before the old one has gone. */
  readonly feed: string;
  /** Session id of the page's peer connection: an offer of the same session renegotiates. */
  readonly session: string;
  /** Its media is up: others can subscribe. */
  up: boolean;
  /** Media sections of its description: one more is one more stream for the others. */
  sections: number;
}

export interface JanusSubscriber {
  readonly handle: number;
  /** The feeds it has, as one text: to see whether they changed. */
  readonly feeds: string;
  /** The offer that waits for its answer. */
  pending: number | undefined;
}

export interface JanusRoom {
  readonly participants: Map<string, JanusParticipant>;
  held: boolean;
  recording: { directory: string; startedAt: number; feeds: Map<string, string> } | undefined;
}
