import type { CancelTimer, Clock } from '@rem/kit';

interface Armed {
  readonly at: number;
  readonly cancel: CancelTimer;
}

/** One alarm a key, by wall-clock time: setting it again moves it, null takes it away. */
export class Alarms {
  readonly #clock: Clock;
  readonly #ring: (key: string) => void;
  readonly #armed = new Map<string, Armed>();

  constructor(clock: Clock, ring: (key: string) => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  get size(): number {
    return this.#armed.size;
  }

  set(key: string, at: number | null): void {
    const armed = this.#armed.get(key);
    if (armed?.at === at) return;
    armed?.cancel();
    if (at === null) {
      this.#armed.delete(key);
      return;
    }
    const cancel = this.#clock.after(Math.max(0, at - this.#clock.now()), () => this.#due(key, at));
    this.#armed.set(key, { at, cancel });
  }

  clear(): void {
    for (const { cancel } of this.#armed.values()) cancel();
    this.#armed.clear();
  }

  #due(key: string, at: number): void {
    this.#armed.delete(key);
    // Timers run on monotonic time and may be a little early by the wall clock, or far off when it was set.
    if (this.#clock.now() < at) this.set(key, at);
    else this.#ring(key);
  }
}
