/** Listeners by key: what a change tells is told to the few who watch that very thing. */
export class Watchers<Args extends unknown[] = []> {
  readonly #byKey = new Map<string, Set<(...args: Args) => void>>();
  readonly #onListenerError: (error: unknown) => void;

  constructor(onListenerError: (error: unknown) => void) {
    this.#onListenerError = onListenerError;
  }

  /** @returns stops watching; idempotent */
  add(key: string, listener: (...args: Args) => void): () => void {
    const set = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.#byKey.get(key) === set) this.#byKey.delete(key);
    };
  }

  tell(key: string, ...args: Args): void {
    for (const listener of [...(this.#byKey.get(key) ?? [])]) {
      try {
        listener(...args);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }

  /** How many keys are watched: a leak check. */
  get size(): number {
    return this.#byKey.size;
  }
}
