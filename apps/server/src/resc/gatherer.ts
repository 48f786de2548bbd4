import type { CancelTimer, Clock } from '@rem/kit';

/** Lets something run at most once in `interval`: the first wish runs at once, the rest are gathered into one. */
export class Gatherer {
  readonly #clock: Clock;
  readonly #interval: number;
  readonly #run: () => void;
  #lastRun = Number.NEGATIVE_INFINITY;
  #pending: CancelTimer | undefined;

  /** @param interval ms between two runs, at least */
  constructor(clock: Clock, interval: number, run: () => void) {
    this.#clock = clock;
    this.#interval = interval;
    this.#run = run;
  }

  /** Wishes for a run; it never happens within this call. */
  touch(): void {
    if (this.#pending) return;
    const wait = Math.max(0, this.#lastRun + this.#interval - this.#clock.now());
    this.#pending = this.#clock.after(Math.min(wait, this.#interval), () => {
      this.#pending = undefined;
      this.#lastRun = this.#clock.now();
      this.#run();
    });
  }

  close(): void {
    this.#pending?.();
    this.#pending = undefined;
  }
}
