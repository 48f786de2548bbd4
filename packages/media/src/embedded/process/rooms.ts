import { Emitter, type Unsubscribe } from '@rem/kit';
import type { MediaLink, ParticipantRef } from '../../engine.ts';
import { MediaError } from '../../errors.ts';
import type { CallName, CallParams, CallResult } from '../wire.ts';
import type { PeerNetwork } from './peer.ts';
import type { LinkState } from './publish-link.ts';
import { Room } from './room.ts';

export interface RoomsEvents {
  offer: [ref: ParticipantRef, negotiation: number, sdp: string];
  link: [ref: ParticipantRef, link: MediaLink, state: LinkState];
}

type Handlers = { [K in CallName]: (params: CallParams<K>) => CallResult<K> | Promise<CallResult<K>> };

/** All rooms of the engine process: the calls of the wire, done. */
export class Rooms {
  readonly #network: PeerNetwork;
  readonly #rooms = new Map<string, Room>();
  readonly #events: Emitter<RoomsEvents>;
  #cpu = { at: performance.now(), usage: process.cpuUsage() };

  readonly #handlers: Handlers = {
    'rooms:list': () => [...this.#rooms.keys()],
    'room:create': ({ roomId }) => {
      if (!this.#rooms.has(roomId)) this.#rooms.set(roomId, new Room(roomId, this.#network));
      return null;
    },
    'room:close': async ({ roomId }) => {
      const room = this.#rooms.get(roomId);
      this.#rooms.delete(roomId);
      await room?.close();
      return null;
    },
    'room:hold': ({ roomId, held }) => {
      this.#room(roomId).setHeld(held);
      return null;
    },
    'participant:join': async ({ ref, kind }) => {
      await this.#room(ref.roomId).join(ref.participantId, kind, {
        onOffer: (negotiation, sdp) => this.#events.emit('offer', ref, negotiation, sdp),
        onLink: (link, state) => this.#events.emit('link', ref, link, state),
      });
      return null;
    },
    'participant:leave': async ({ ref }) => {
      await this.#rooms.get(ref.roomId)?.leave(ref.participantId);
      return null;
    },
    'link:publish': ({ ref, sdp }) => this.#participant(ref).publish(sdp),
    'link:answer': async ({ ref, negotiation, sdp }) => {
      await this.#participant(ref).answer(negotiation, sdp);
      return null;
    },
    'link:candidate': async ({ ref, link, candidate }) => {
      await this.#participant(ref).addCandidate(link, candidate);
      return null;
    },
    'link:resubscribe': async ({ ref }) => {
      await this.#participant(ref).resubscribe();
      return null;
    },
    'link:keyframe': ({ ref }) => {
      this.#participant(ref).requestKeyframes();
      return null;
    },
    'recording:start': async ({ roomId, directory }) => {
      await this.#room(roomId).startRecording(directory);
      return null;
    },
    'recording:stop': ({ roomId }) => this.#room(roomId).stopRecording(),
    'load:read': () => this.#load(),
  };

  constructor(network: PeerNetwork, onListenerError: (error: unknown) => void) {
    this.#network = network;
    this.#events = new Emitter(onListenerError);
  }

  on<K extends keyof RoomsEvents>(name: K, listener: (...args: RoomsEvents[K]) => void): Unsubscribe {
    return this.#events.on(name, listener);
  }

  get count(): number {
    return this.#rooms.size;
  }

  /** Does one call. Rejects with a `MediaError` only. */
  async call<K extends CallName>(name: K, params: CallParams<K>): Promise<CallResult<K>> {
    try {
      return await this.#handlers[name](params);
    } catch (error) {
      throw MediaError.from(error);
    }
  }

  /** Tells a new adapter what it must know of what goes on. */
  retell(): void {
    for (const room of this.#rooms.values()) room.retell();
  }

  async closeAll(): Promise<void> {
    const rooms = [...this.#rooms.values()];
    this.#rooms.clear();
    await Promise.allSettled(rooms.map((room) => room.close()));
  }

  #room(roomId: string): Room {
    const room = this.#rooms.get(roomId);
    if (room) return room;
    throw new MediaError('no_such_room', `there is no room ${roomId}`);
  }

  #participant(ref: ParticipantRef): ReturnType<Room['participant']> {
    return this.#room(ref.roomId).participant(ref);
  }

  #load(): CallResult<'load:read'> {
    const at = performance.now();
    const usage = process.cpuUsage();
    const microseconds = usage.user + usage.system - this.#cpu.usage.user - this.#cpu.usage.system;
    const cpu = microseconds / 1_000 / Math.max(1, at - this.#cpu.at);
    this.#cpu = { at, usage };
    const participants = [...this.#rooms.values()].reduce((sum, room) => sum + room.size, 0);
    return { rooms: this.#rooms.size, participants, cpu, memory: process.memoryUsage.rss() };
  }
}
