import { deferred } from '@rem/kit';
import type { MediaEngine } from '@rem/media';
import type { Party } from '@rem/protocol';
import { Place } from './place.ts';

const parties = ['customer', 'expert'] as const;

/** What the store says of a call, as far as its room must follow it. */
export interface CallState {
  readonly sessionId: string;
  /** Tells one call of a session from the next. */
  readonly offerId: string;
  readonly held: boolean;
  /** Sides whose media ran already, as far as is known. */
  readonly ready: Readonly<Record<Party, boolean>>;
}

/**
 * The room of one call, brought in line with the engine: made when it is not there, taken over when it is. Its
 * steps run one after the other.
 */
export class Room {
  readonly id: string;
  readonly offerId: string;
  readonly places: Readonly<Record<Party, Place>>;
  readonly #engine: MediaEngine;
  #held: boolean;
  #steps: Promise<void> = Promise.resolve();
  /** Whether the engine has it, as far as we know. */
  #there = false;
  #closed = false;

  constructor(engine: MediaEngine, call: CallState) {
    this.#engine = engine;
    this.id = call.sessionId;
    this.offerId = call.offerId;
    this.#held = call.held;
    this.places = {
      customer: new Place(this.id, 'customer', call.ready.customer),
      expert: new Place(this.id, 'expert', call.ready.expert),
    };
  }

  /** The engine is up; `there`: it has this room from before, with all who were in it. */
  up(there: boolean): Promise<void> {
    return this.#step(async () => {
      if (this.#there) return;
      this.#there = there;
      if (!there) await this.#make();
      else if (this.#held) await this.#engine.setHeld(this.id, true);
    });
  }

  down(): void {
    this.#there = false;
  }

  hold(held: boolean): Promise<void> {
    this.#held = held;
    return this.#step(async () => {
      if (this.#there) await this.#engine.setHeld(this.id, this.#held);
    });
  }

  /**
   * A page has taken the place. One that resumes keeps its media where there was nothing else to tell; every
   * other begins from the beginning, also at the engine.
   */
  seated(place: Place, resumed: boolean): Promise<void> {
    return this.#step(async () => {
      // The room may have been made after the page took its place and before this step's turn.
      if (!this.#there || place.told) return;
      if (resumed && place.started) {
        await this.#engine.join(place.ref, 'party');
        place.repeatOffer();
        return;
      }
      const again = place.started;
      await this.#begin(place);
      if (again) await this.#engine.resubscribe(place.ref);
    });
  }

  /** Makes the room again and has both pages begin again. */
  remake(): Promise<void> {
    return this.#step(async () => {
      this.#there = false;
      await this.#make();
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    for (const party of parties) this.places[party].stop();
    await this.#step(async () => {
      this.#closed = true;
      if (this.#there) await this.#engine.closeRoom(this.id);
    });
  }

  async #make(): Promise<void> {
    for (const party of parties) this.places[party].prepare();
    await this.#engine.createRoom(this.id);
    if (this.#held) await this.#engine.setHeld(this.id, true);
    this.#there = true;
    for (const party of parties) {
      const place = this.places[party];
      if (place.taken) await this.#begin(place);
    }
  }

  async #begin(place: Place): Promise<void> {
    place.prepare();
    await this.#engine.join(place.ref, 'party');
    place.start();
  }

  #step(step: () => Promise<void>): Promise<void> {
    const done = deferred();
    this.#steps = this.#steps.then(async () => {
      try {
        if (!this.#closed) await step();
        done.resolve();
      } catch (error) {
        done.reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    return done.promise;
  }
}
