import type { MediaLink, ParticipantRef } from '../engine.ts';
import { MediaError } from '../errors.ts';
import type { MediaLogger } from '../logger.ts';
import { JanusMemory } from './memory.ts';
import type { JanusParticipant, JanusRoom } from './participant.ts';

/** Whose link a handle in Janus is. */
export interface HandleOwner {
  readonly participant: JanusParticipant;
  readonly link: MediaLink;
}

/** What the adapter knows of its rooms, and what it keeps of that for a successor. */
export class JanusRooms {
  readonly #logger: MediaLogger | undefined;
  readonly #memory: JanusMemory | undefined;
  readonly #handles = new Map<number, HandleOwner>();
  #rooms = new Map<string, JanusRoom>();

  constructor(memoryFile: string | undefined, logger: MediaLogger | undefined) {
    this.#memory = memoryFile === undefined ? undefined : new JanusMemory(memoryFile);
    this.#logger = logger;
  }

  get size(): number {
    return this.#rooms.size;
  }

  get participants(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.participants.size, 0);
  }

  find(roomId: string): JanusRoom | undefined {
    return this.#rooms.get(roomId);
  }

  /** @throws MediaError `no_such_room` */
  room(roomId: string): JanusRoom {
    const room = this.#rooms.get(roomId);
    if (room) return room;
    throw new MediaError('no_such_room', `there is no room ${roomId}`);
  }

  /** @throws MediaError `no_such_room`, `no_such_participant` */
  participant(ref: ParticipantRef): JanusParticipant {
    const participant = this.room(ref.roomId).participants.get(ref.participantId);
    if (participant) return participant;
    throw new MediaError('no_such_participant', `nobody with the id ${ref.participantId} is in the room`);
  }

  create(roomId: string): void {
    if (this.#rooms.has(roomId)) return;
    this.#rooms.set(roomId, { participants: new Map(), held: false, recording: undefined });
  }

  delete(roomId: string): JanusRoom | undefined {
    const room = this.#rooms.get(roomId);
    this.#rooms.delete(roomId);
    return room;
  }

  owner(handle: number): HandleOwner | undefined {
    return this.#handles.get(handle);
  }

  own(handle: number, owner: HandleOwner): void {
    this.#handles.set(handle, owner);
  }

  disown(handle: number): void {
    this.#handles.delete(handle);
  }

  /** Everything is gone with the session. */
  forget(): void {
    this.#rooms.clear();
    this.#handles.clear();
    this.#memory?.forget();
  }

  /** Keeps what is true now; called after every change. */
  remember(session: number | undefined): void {
    if (session === undefined) return;
    try {
      this.#memory?.write(session, this.#rooms);
    } catch (error) {
      this.#logger?.error({ err: error }, 'the Janus session could not be remembered');
    }
  }

  /** What a predecessor left. */
  read(): ReturnType<JanusMemory['read']> {
    return this.#memory?.read();
  }

  /** Takes over the rooms of a predecessor whose session was claimed. */
  adopt(rooms: Map<string, JanusRoom>): void {
    this.#rooms = rooms;
    for (const room of rooms.values()) {
      for (const participant of room.participants.values()) {
        const { publisher, subscriber } = participant;
        if (publisher) this.own(publisher.handle, { participant, link: 'publish' });
        if (subscriber) this.own(subscriber.handle, { participant, link: 'subscribe' });
      }
    }
  }
}
