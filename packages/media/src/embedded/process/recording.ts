import { mkdir } from 'node:fs/promises';
import type { Recording } from '../../engine.ts';
import type { Participant } from './participant.ts';

export class RoomRecording {
  readonly #directory: string;
  readonly #startedAt = Date.now();

  constructor(directory: string, _held: boolean) {
    this.#directory = directory;
  }

  async start(): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
  }

  add(_participant: Participant): void {}

  setHeld(_held: boolean): void {}

  async stop(): Promise<Recording> {
    return { startedAt: this.#startedAt, endedAt: Date.now(), files: [] };
  }
}
