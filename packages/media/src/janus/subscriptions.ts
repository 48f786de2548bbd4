import type { ParticipantRef } from '../engine.ts';
import { MediaError } from '../errors.ts';
import { withStreamNames } from '../sdp.ts';
import { attached, type JanusMessage } from './messages.ts';
import type { JanusParticipant, JanusRoom, JanusSubscriber } from './participant.ts';

export interface SubscriptionCalls {
  readonly attach: (participant: JanusParticipant) => Promise<number>;
  readonly detach: (handle: number) => Promise<void>;
  readonly message: (handle: number, body: object, answerSdp?: string) => Promise<JanusMessage>;
  readonly offer: (ref: ParticipantRef, negotiation: number, sdp: string) => void;
  readonly pin: string | undefined;
}

/** Makes and renews what participants receive. */
export class JanusSubscriptions {
  readonly #calls: SubscriptionCalls;

  constructor(calls: SubscriptionCalls) {
    this.#calls = calls;
  }

  /**
   * Gives a participant everyone whose media is up, on a new handle. Does nothing where it has exactly those,
   * unless `always`.
   */
  refresh(room: JanusRoom, participant: JanusParticipant, always = false): Promise<void> {
    const turn = participant.turn.then(() => this.#refresh(room, participant, always));
    participant.turn = turn.catch(() => {});
    return turn;
  }

  async answered(room: JanusRoom, participant: JanusParticipant, sdp: string): Promise<void> {
    const { subscriber } = participant;
    if (!subscriber) return;
    const { pending } = subscriber;
    subscriber.pending = undefined;
    try {
      await this.#calls.message(subscriber.handle, { request: 'start' }, sdp);
    } catch (error) {
      subscriber.pending = pending;
      throw error;
    }
    if (room.held) await this.#calls.message(subscriber.handle, { request: 'pause' });
  }

  async #refresh(room: JanusRoom, participant: JanusParticipant, always: boolean): Promise<void> {
    const { ref } = participant;
    const senders = new Map<string, string>();
    for (const other of room.participants.values()) {
      if (other !== participant && other.publisher?.up)
        senders.set(other.publisher.feed, other.ref.participantId);
    }
    const feeds = signature(room, participant);
    const current = participant.subscriber;
    if (senders.size === 0 || room.participants.get(ref.participantId) !== participant) return;
    if (current?.feeds === feeds && !always) return;
    const subscriber: JanusSubscriber = {
      handle: await this.#calls.attach(participant),
      feeds,
      pending: undefined,
    };
    participant.subscriber = subscriber;
    if (current) await this.#calls.detach(current.handle);
    const { plugindata, jsep } = await this.#calls.message(subscriber.handle, {
      ...{ request: 'join', ptype: 'subscriber', room: ref.roomId },
      ...(this.#calls.pin === undefined ? {} : { pin: this.#calls.pin }),
      streams: [...senders.keys()].map((feed) => ({ feed })),
    });
    if (jsep?.type !== 'offer') throw new MediaError('engine_error', 'Janus made no offer');
    const names = new Map<string, string>();
    for (const { mid, feed_id } of attached.parse(plugindata?.data).streams) {
      const name = feed_id === undefined ? undefined : senders.get(feed_id);
      if (name !== undefined) names.set(mid, name);
    }
    participant.negotiation += 1;
    subscriber.pending = participant.negotiation;
    this.#calls.offer(ref, participant.negotiation, withStreamNames(jsep.sdp, names));
  }
}

/** What a participant can receive, as one text: who is up with how many streams. */
function signature(room: JanusRoom, participant: JanusParticipant): string {
  return [...room.participants.values()]
    .flatMap(({ publisher }) => (publisher?.up && publisher !== participant.publisher ? [publisher] : []))
    .map(({ feed, sections }) => `${feed}/${sections}`)
    .sort()
    .join(' ');
}
