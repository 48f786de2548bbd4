import { Emitter } from '@rem/kit';
import {
  type MediaEngine,
  type MediaEngineEvents,
  MediaError,
  type ParticipantKind,
  type ParticipantRef,
} from '@rem/media';

/** A media engine that carries no media: it keeps account of rooms as a real one does, and of what it was asked. */
export class ScriptedEngine implements MediaEngine {
  readonly kind = 'embedded';
  ready = false;
  /** Participants by room. */
  readonly map = new Map<string, Map<string, ParticipantKind>>();
  readonly held = new Set<string>();
  /** What was asked, in order: `publish room participant`. */
  readonly asked: string[] = [];
  readonly #events = new Emitter<MediaEngineEvents>();
  #negotiations = 0;

  on<K extends keyof MediaEngineEvents>(name: K, listener: (...args: MediaEngineEvents[K]) => void) {
    return this.#events.on(name, listener);
  }

  start(): void {
    queueMicrotask(() => this.comeUp());
  }

  comeUp(): void {
    this.ready = true;
    this.#events.emit('up');
  }

  /** As after `kill -9`: nothing is left. */
  die(): void {
    this.ready = false;
    this.map.clear();
    this.held.clear();
    this.#events.emit('down', 'killed');
  }

  /** Loses a room while it is up. */
  loseRoom(roomId: string): void {
    this.map.delete(roomId);
  }

  /** The engine has media for this participant. @returns the negotiation's number */
  offer(ref: ParticipantRef): number {
    this.#negotiations += 1;
    this.#events.emit('offer', ref, this.#negotiations, `v=0 offer ${this.#negotiations}`);
    return this.#negotiations;
  }

  async rooms(): Promise<readonly string[]> {
    this.#alive();
    return [...this.map.keys()];
  }

  async createRoom(roomId: string): Promise<void> {
    this.#alive();
    this.asked.push(`create ${roomId}`);
    if (!this.map.has(roomId)) this.map.set(roomId, new Map());
  }

  async closeRoom(roomId: string): Promise<void> {
    this.#alive();
    this.asked.push(`close ${roomId}`);
    this.map.delete(roomId);
  }

  async join({ roomId, participantId }: ParticipantRef, kind: ParticipantKind): Promise<void> {
    this.#alive();
    this.#room(roomId).set(participantId, kind);
  }

  async leave({ roomId, participantId }: ParticipantRef): Promise<void> {
    this.map.get(roomId)?.delete(participantId);
  }

  async publish(ref: ParticipantRef, offerSdp: string): Promise<string> {
    this.#participant(ref);
    if (!offerSdp.startsWith('v=0')) throw new MediaError('invalid_sdp', 'not an SDP');
    this.asked.push(`publish ${ref.roomId} ${ref.participantId}`);
    return `v=0 answer to ${ref.participantId}`;
  }

  async answer(ref: ParticipantRef, negotiation: number, answerSdp: string): Promise<void> {
    this.#participant(ref);
    if (!answerSdp.startsWith('v=0')) throw new MediaError('invalid_sdp', 'not an SDP');
    this.asked.push(`answer ${ref.roomId} ${ref.participantId} ${negotiation}`);
  }

  async addCandidate(ref: ParticipantRef): Promise<void> {
    this.#participant(ref);
  }

  async resubscribe(ref: ParticipantRef): Promise<void> {
    this.#participant(ref);
    this.asked.push(`resubscribe ${ref.roomId} ${ref.participantId}`);
  }

  async requestKeyframe(ref: ParticipantRef): Promise<void> {
    this.#participant(ref);
  }

  async setHeld(roomId: string, held: boolean): Promise<void> {
    this.#room(roomId);
    if (held) this.held.add(roomId);
    else this.held.delete(roomId);
  }

  async startRecording(): Promise<void> {
    throw new MediaError('engine_error', 'not scripted');
  }

  async stopRecording(): Promise<never> {
    throw new MediaError('engine_error', 'not scripted');
  }

  async load() {
    return { rooms: this.map.size, participants: 0, cpu: null, memory: null };
  }

  async close(): Promise<void> {
    this.#events.clear();
    this.ready = false;
  }

  #alive(): void {
    if (!this.ready) throw new MediaError('engine_down', 'killed');
  }

  #room(roomId: string): Map<string, ParticipantKind> {
    this.#alive();
    const room = this.map.get(roomId);
    if (!room) throw new MediaError('no_such_room', roomId);
    return room;
  }

  #participant({ roomId, participantId }: ParticipantRef): void {
    if (!this.#room(roomId).has(participantId)) throw new MediaError('no_such_participant', participantId);
  }
}
