import type { CancelTimer, Clock } from '@rem/kit';

/** A `ping` comes at least this often, ms. */
export const HEARTBEAT_MS = 2_000;
const SLOTS = 20;

/** Something that is to be beaten every `HEARTBEAT_MS`. */
export interface Beaten {
  beat(now: number): void;
}

/**
 * One timer for all connections. Each belongs to one of a few slots that take turns, so that thousands of pings
 * are spread over the whole interval instead of holding everybody else up at its end.
 */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #slots: ReadonlyArray<Set<Beaten>> = Array.from({ length: SLOTS }, () => new Set<Beaten>());
  #turn = 0;
  #timer: CancelTimer | undefined;
  #size = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns takes it out again; idempotent */
  add(beaten: Beaten): () => void {
    // The slot whose turn was just now: the first beat comes after a whole interval.
    const slot = this.#slots[(this.#turn + SLOTS - 1) % SLOTS];
    slot?.add(beaten);
    this.#size += 1;
    this.#timer ??= this.#next();
    return () => {
      if (!slot?.delete(beaten)) return;
      this.#size -= 1;
      if (this.#size === 0) this.#stop();
    };
  }

  #next(): CancelTimer {
    return this.#clock.after(HEARTBEAT_MS / SLOTS, () => {
      this.#timer = this.#next();
      const slot = this.#slots[this.#turn];
      this.#turn = (this.#turn + 1) % SLOTS;
      const now = this.#clock.now();
      for (const beaten of slot ?? []) beaten.beat(now);
    });
  }

  #stop(): void {
    this.#timer?.();
    this.#timer = undefined;
  }
}
