/**
 * Runs `produce` after a touch, one run at a time; touches meanwhile are gathered into one more run. For views:
 * whoever watches is shown the latest, and not each state on the way there.
 */
export class Latest {
  readonly #produce: () => Promise<void>;
  readonly #onError: (error: unknown) => void;
  #wanted = false;
  #running = false;
  #closed = false;

  constructor(produce: () => Promise<void>, onError: (error: unknown) => void) {
    this.#produce = produce;
    this.#onError = onError;
  }

  touch(): void {
    this.#wanted = true;
    if (!this.#running && !this.#closed) void this.#run();
  }

  close(): void {
    this.#closed = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // On a later turn, so that all that is told in this one is gathered.
    await Promise.resolve();
    try {
      while (this.#wanted && !this.#closed) {
        this.#wanted = false;
        await this.#produce();
      }
    } catch (error) {
      if (!this.#closed) this.#onError(error);
    } finally {
      this.#running = false;
    }
  }
}
