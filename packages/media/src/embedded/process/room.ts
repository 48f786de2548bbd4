import type { ParticipantKind, ParticipantRef, Recording } from '../../engine.ts';
import { MediaError } from '../../errors.ts';
import { Participant, type ParticipantEvents } from './participant.ts';
import type { PeerNetwork } from './peer.ts';
import { RoomRecording } from './recording.ts';

/** The participants of one conversation: every party is received by everyone else. */
export class Room {
  readonly id: string;
  readonly #network: PeerNetwork;
  readonly #participants = new Map<string, Participant>();
  #held = false;
  #recording: RoomRecording | undefined;

  constructor(id: string, network: PeerNetwork) {
    this.id = id;
    this.#network = network;
  }

  get size(): number {
    return this.#participants.size;
  }

  /** @throws MediaError `no_such_participant` */
  participant(ref: ParticipantRef): Participant {
    const participant = this.#participants.get(ref.participantId);
    if (participant) return participant;
    throw new MediaError('no_such_participant', `nobody with the id ${ref.participantId} is in the room`);
  }

  async join(
    participantId: string,
    kind: ParticipantKind,
    events: Omit<ParticipantEvents, 'onKinds'>,
  ): Promise<void> {
    const present = this.#participants.get(participantId);
    if (present?.kind === kind) return;
    if (present) await this.leave(participantId);
    const participant = new Participant(participantId, kind, this.#network, {
      ...events,
      onKinds: () => this.#connect(),
    });
    participant.setHeld(this.#held);
    this.#participants.set(participantId, participant);
    if (kind === 'party') this.#recording?.add(participant);
    await this.#connect();
  }

  async leave(participantId: string): Promise<void> {
    const participant = this.#participants.get(participantId);
    if (!participant) return;
    this.#participants.delete(participantId);
    this.#recording?.remove(participantId);
    participant.close();
    await this.#connect();
  }

  setHeld(held: boolean): void {
    this.#held = held;
    this.#recording?.setHeld(held);
    for (const participant of this.#participants.values()) participant.setHeld(held);
  }

  async startRecording(directory: string): Promise<void> {
    if (this.#recording) return;
    const recording = new RoomRecording(directory, this.#held);
    this.#recording = recording;
    try {
      await recording.start();
    } catch (error) {
      this.#recording = undefined;
      throw error;
    }
    for (const participant of this.#participants.values()) {
      if (participant.kind === 'party') recording.add(participant);
    }
  }

  async stopRecording(): Promise<Recording> {
    const recording = this.#recording;
    if (!recording) throw new MediaError('engine_error', 'the room is not being recorded');
    this.#recording = undefined;
    return recording.stop();
  }

  retell(): void {
    for (const participant of this.#participants.values()) participant.retell();
  }

  async close(): Promise<void> {
    const recording = this.#recording;
    this.#recording = undefined;
    for (const participant of this.#participants.values()) participant.close();
    this.#participants.clear();
    await recording?.stop();
  }

  async #connect(): Promise<void> {
    const parties = [...this.#participants.values()].filter(({ kind }) => kind === 'party');
    await Promise.all(
      [...this.#participants.values()].map((participant) =>
        participant.setSenders(
          parties
            .filter((party) => party !== participant)
            .map((party) => ({ participantId: party.id, kinds: party.kinds, sources: party.sources })),
        ),
      ),
    );
  }
}
