import { randomUUID } from 'node:crypto';
import type { CancelTimer, Clock } from '@rem/kit';
import type { MediaEngine, ParticipantRef } from '@rem/media';
import { type MediaSeat, type MediaSignal, RemError } from '@rem/protocol';
import { toClient } from './media-errors.ts';

/** A device check ends by itself after this long, ms. */
const LONGEST_CHECK_MS = 60_000;

interface Check {
  readonly ref: ParticipantRef;
  readonly listener: (signal: MediaSignal) => void;
  readonly cancelTimer: CancelTimer;
}

/** Lone rooms in which a page measures its way to the engine before a session. */
export class Checks {
  readonly #engine: MediaEngine;
  readonly #clock: Clock;
  readonly #checks = new Map<string, Check>();

  constructor(engine: MediaEngine, clock: Clock) {
    this.#engine = engine;
    this.#clock = clock;
  }

  has(roomId: string): boolean {
    return this.#checks.has(roomId);
  }

  /** Where the engine's word for a participant goes. */
  listener(ref: ParticipantRef): ((signal: MediaSignal) => void) | undefined {
    return this.#checks.get(ref.roomId)?.listener;
  }

  /** The engine is gone, and its rooms with it. */
  down(): void {
    for (const [roomId, { listener }] of [...this.#checks]) {
      this.#forget(roomId);
      listener({ type: 'stop' });
    }
  }

  close(): void {
    for (const roomId of [...this.#checks.keys()]) this.#forget(roomId);
  }

  async open(listener: (signal: MediaSignal) => void): Promise<MediaSeat> {
    const ref = { roomId: randomUUID(), participantId: 'customer' };
    const cancelTimer = this.#clock.after(LONGEST_CHECK_MS, () => {
      listener({ type: 'stop' });
      void this.#end(ref.roomId);
    });
    this.#checks.set(ref.roomId, { ref, listener, cancelTimer });
    try {
      await this.#engine.createRoom(ref.roomId);
      await this.#engine.join(ref, 'party');
    } catch (error) {
      await this.#end(ref.roomId);
      throw toClient(error);
    }
    listener({ type: 'start' });
    return this.#seat(ref);
  }

  #seat(ref: ParticipantRef): MediaSeat {
    const engine = this.#engine;
    const act = async <T>(action: () => Promise<T>): Promise<T> => {
      if (!this.#checks.has(ref.roomId)) throw new RemError('wrong_state', 'the check is over');
      try {
        return await action();
      } catch (error) {
        throw toClient(error);
      }
    };
    return {
      publish: (sdp) => act(() => engine.publish(ref, sdp)),
      answer: (negotiation, sdp) => act(() => engine.answer(ref, negotiation, sdp)),
      candidate: (link, candidate) => act(() => engine.addCandidate(ref, link, candidate)),
      resubscribe: () => act(() => engine.resubscribe(ref)),
      keyframe: () => act(() => engine.requestKeyframe(ref)),
      report() {
        // Nobody is there to see it.
      },
      leave: () => this.#end(ref.roomId),
    };
  }

  async #end(roomId: string): Promise<void> {
    if (!this.#checks.has(roomId)) return;
    this.#forget(roomId);
    try {
      await this.#engine.closeRoom(roomId);
    } catch {
      // A room that cannot be closed now is one too many when the engine is back, and closed then.
    }
  }

  #forget(roomId: string): void {
    this.#checks.get(roomId)?.cancelTimer();
    this.#checks.delete(roomId);
  }
}
