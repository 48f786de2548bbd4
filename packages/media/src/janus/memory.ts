import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { JanusParticipant, JanusRoom } from './participant.ts';

const publisher = z.object({
  handle: z.number(),
  feed: z.string(),
  session: z.string(),
  up: z.boolean(),
  sections: z.number(),
});
const subscriber = z.object({ handle: z.number(), feeds: z.string(), pending: z.number().optional() });

const memory = z.object({
  session: z.number(),
  rooms: z.array(
    z.object({
      roomId: z.string(),
      held: z.boolean(),
      recording: z
        .object({
          directory: z.string(),
          startedAt: z.number(),
          feeds: z.array(z.tuple([z.string(), z.string()])),
        })
        .optional(),
      participants: z.array(
        z.object({
          participantId: z.string(),
          kind: z.enum(['party', 'hidden']),
          publisher: publisher.optional(),
          subscriber: subscriber.optional(),
          negotiation: z.number(),
        }),
      ),
    }),
  ),
});

/**
 * What a server must know to go on with the Janus session of the one before it, in a file for this user only.
 * Written after every change, so that a server that is killed leaves what was true.
 */
export class JanusMemory {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  write(session: number, rooms: ReadonlyMap<string, JanusRoom>): void {
    const content: z.input<typeof memory> = {
      session,
      rooms: [...rooms].map(([roomId, { held, recording, participants }]) => ({
        roomId,
        held,
        recording: recording && { ...recording, feeds: [...recording.feeds] },
        participants: [...participants.values()].map((one) => ({
          participantId: one.ref.participantId,
          kind: one.kind,
          publisher: one.publisher,
          subscriber: one.subscriber,
          negotiation: one.negotiation,
        })),
      })),
    };
    writeFileSync(`${this.#path}.new`, JSON.stringify(content), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }

  forget(): void {
    rmSync(this.#path, { force: true });
  }

  /** @returns nothing where there is no such file or none that makes sense */
  read(): { session: number; rooms: Map<string, JanusRoom> } | undefined {
    try {
      const { session, rooms } = memory.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
      return { session, rooms: new Map(rooms.map((room) => [room.roomId, revived(room)])) };
    } catch {
      return undefined;
    }
  }
}

function revived(room: z.output<typeof memory>['rooms'][number]): JanusRoom {
  const participants = room.participants.map(
    ({ participantId, kind, publisher, subscriber, negotiation }): [string, JanusParticipant] => [
      participantId,
      {
        ref: { roomId: room.roomId, participantId },
        kind,
        publisher,
        subscriber: subscriber && { ...subscriber, pending: subscriber.pending },
        negotiation,
        turn: Promise.resolve(),
        attaching: Promise.resolve(),
      },
    ],
  );
  const { held, recording } = room;
  return {
    held,
    participants: new Map(participants),
    recording: recording && { ...recording, feeds: new Map(recording.feeds) },
  };
}
