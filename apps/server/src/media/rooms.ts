import type { Logger } from '@rem/kit/logger';
import type { MediaEngine, ParticipantRef } from '@rem/media';
import { type MediaSeat, type MediaSignal, type Party, RemError } from '@rem/protocol';
import type { PeerStates } from '../resc/peer-states.ts';
import { isRunning, type RunningSession, type World } from '../resc/world.ts';
import { isLost, toClient } from './media-errors.ts';
import type { Place } from './place.ts';
import { type CallState, Room } from './room.ts';

interface Options {
  readonly engine: MediaEngine;
  readonly world: World;
  readonly peers: PeerStates;
  readonly logger: Logger;
}

/**
 * One room at the engine for each running session, and none for any other: made at the accept, closed at the end,
 * made again when an engine was replaced, taken over as it is when the server was.
 */
export class Rooms {
  readonly #options: Options;
  readonly #rooms = new Map<string, Room>();

  constructor(options: Options) {
    this.#options = options;
    const { world } = options;
    world.on('session', (session) => {
      if (isRunning(session)) this.#follow(session);
      else this.#close(session.id);
    });
    for (const session of world.sessions.values()) {
      if (isRunning(session)) this.#rooms.set(session.id, new Room(options.engine, callOf(session)));
    }
  }

  has(roomId: string): boolean {
    return this.#rooms.has(roomId);
  }

  /** @param there rooms the engine has already */
  async up(there: ReadonlySet<string>): Promise<void> {
    await Promise.all(
      [...this.#rooms.values()].map((room) => this.#try(room, 'bring up', () => room.up(there.has(room.id)))),
    );
  }

  down(): void {
    for (const room of this.#rooms.values()) room.down();
  }

  /** Where the engine's word for a participant goes; undefined when it is for no call of ours. */
  place(ref: ParticipantRef): Place | undefined {
    const { participantId } = ref;
    if (participantId !== 'customer' && participantId !== 'expert') return undefined;
    return this.#rooms.get(ref.roomId)?.places[participantId];
  }

  async sit(
    sessionId: string,
    party: Party,
    listener: (signal: MediaSignal) => void,
    resumed: boolean,
  ): Promise<MediaSeat> {
    const room = this.#rooms.get(sessionId);
    if (!room) throw new RemError('wrong_state', 'no call is running');
    const place = room.places[party];
    place.take(listener);
    const seat = this.#seat(room, place, listener);
    const peer = this.#options.peers.seenBy(sessionId, party);
    if (peer) listener({ type: 'peer', peer });
    await this.#try(room, 'seat', () => room.seated(place, resumed));
    return seat;
  }

  #follow(session: RunningSession): void {
    const call = callOf(session);
    const known = this.#rooms.get(session.id);
    if (known?.offerId === call.offerId) {
      if (session.state === 'active') void this.#try(known, 'hold', () => known.hold(call.held));
      return;
    }
    if (known) this.#close(session.id);
    const room = new Room(this.#options.engine, call);
    this.#rooms.set(session.id, room);
    if (this.#options.engine.ready) void this.#try(room, 'make', () => room.up(false));
  }

  #close(sessionId: string): void {
    const room = this.#rooms.get(sessionId);
    if (!room) return;
    this.#rooms.delete(sessionId);
    void this.#try(room, 'close', () => room.close());
  }

  #seat(room: Room, place: Place, listener: (signal: MediaSignal) => void): MediaSeat {
    const { engine, peers } = this.#options;
    const other = room.places[place.party === 'customer' ? 'expert' : 'customer'];
    const act = <T>(action: () => Promise<T>): Promise<T> => {
      if (!place.isTakenBy(listener)) return Promise.reject(new RemError('wrong_state', 'not in the call'));
      return this.#ask(room, action);
    };
    return {
      publish: (sdp) => act(() => engine.publish(place.ref, sdp)),
      answer: (negotiation, sdp) =>
        act(async () => {
          await engine.answer(place.ref, negotiation, sdp);
          place.answered(negotiation);
        }),
      candidate: (link, candidate) => act(() => engine.addCandidate(place.ref, link, candidate)),
      resubscribe: () => act(() => engine.resubscribe(place.ref)),
      keyframe: () => act(() => engine.requestKeyframe(place.ref)),
      report(state) {
        if (!place.isTakenBy(listener)) return;
        peers.set(room.id, place.party, state);
        other.tell({ type: 'peer', peer: state });
      },
      async leave() {
        // The participant stays at the engine: media flows on while the line is made again.
        place.leave(listener);
      },
    };
  }

  /** An engine that lost the room although it is up gets it anew, and both pages begin again. */
  async #ask<T>(room: Room, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (isLost(error) && this.#rooms.get(room.id) === room)
        void this.#try(room, 'make again', () => room.remake());
      throw toClient(error);
    }
  }

  async #try(room: Room, what: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      const log = { err: error, sessionId: room.id, step: what };
      // An engine that is away is told of by itself, and all rooms are made when it is back.
      if (this.#options.engine.ready)
        this.#options.logger.warn(log, 'a media room could not follow its session');
      else this.#options.logger.debug(log, 'a media room waits for the engine');
    }
  }
}

function callOf(session: RunningSession): CallState {
  const active = session.state === 'active';
  return {
    ...{ sessionId: session.id, offerId: session.offerId, held: active && session.heldSince !== null },
    ready: active ? { customer: true, expert: true } : session.ready,
  };
}
