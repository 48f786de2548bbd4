import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedFile, Recording } from '../../engine.ts';
import { MediaError } from '../../errors.ts';
import type { Participant } from './participant.ts';
import { PartyRecorder } from './party-recorder.ts';

/** The recording of one room: a file for each party, from when it came until it went or the recording ended. */
export class RoomRecording {
  readonly #directory: string;
  readonly #startedAt = Date.now();
  readonly #recorders = new Map<string, PartyRecorder>();
  readonly #done: Promise<RecordedFile | undefined>[] = [];
  #held: boolean;

  constructor(directory: string, held: boolean) {
    this.#directory = directory;
    this.#held = held;
  }

  /** @throws MediaError when the directory cannot be made */
  async start(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw MediaError.from(error);
    });
  }

  add(party: Participant): void {
    // Ids come from outside: they are no part of a file's name.
    const file = join(this.#directory, `${randomUUID()}.webm`);
    const recorder = new PartyRecorder(party.id, file, party.sources);
    recorder.setHeld(this.#held);
    this.#recorders.set(party.id, recorder);
  }

  remove(participantId: string): void {
    const recorder = this.#recorders.get(participantId);
    this.#recorders.delete(participantId);
    if (recorder) this.#done.push(recorder.stop());
  }

  /** Nothing is recorded while the room is on hold. */
  setHeld(held: boolean): void {
    this.#held = held;
    for (const recorder of this.#recorders.values()) recorder.setHeld(held);
  }

  /** @throws MediaError when a file could not be written */
  async stop(): Promise<Recording> {
    for (const participantId of [...this.#recorders.keys()]) this.remove(participantId);
    try {
      const files = await Promise.all(this.#done);
      return {
        startedAt: this.#startedAt,
        endedAt: Date.now(),
        files: files.filter((file) => file !== undefined),
      };
    } catch (error) {
      throw new MediaError('engine_error', 'the recording could not be written', { cause: error });
    }
  }
}
