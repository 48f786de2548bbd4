/**
 * Runs tasks that share a key one after the other, in the order they came, and all others side by side. A task
 * that names several keys waits for all of them; because a task takes its place in all its queues at once, two
 * tasks never wait for each other.
 */
export class KeyedQueue {
  readonly #tails = new Map<string, Promise<void>>();

  /** Whether a task of this key runs or waits. */
  busy(key: string): boolean {
    return this.#tails.has(key);
  }

  /** Keys with something to do: 0 when idle. */
  get size(): number {
    return this.#tails.size;
  }

  /** Settles as the task does. */
  run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T> {
    const before = keys.flatMap((key) => this.#tails.get(key) ?? []);
    // Nothing ahead: begin at once, without a turn of the event loop in between.
    const result = before.length === 0 ? begin(task) : Promise.all(before).then(task);
    const tail = result.then(
      () => {},
      () => {},
    );
    for (const key of keys) this.#tails.set(key, tail);
    void tail.then(() => {
      for (const key of keys) if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
    return result;
  }

  /** Resolves when nothing runs any more, also what is added meanwhile. */
  async idle(): Promise<void> {
    while (this.#tails.size > 0) await Promise.all(this.#tails.values());
  }
}

/** A task that throws before its first await rejects like any other. */
async function begin<T>(task: () => Promise<T>): Promise<T> {
  return task();
}
