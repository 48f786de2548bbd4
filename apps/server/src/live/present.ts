import type { Logger } from '@rem/kit/logger';

/** Told when the first connection of someone came, and when the last one went. */
type Tell = (id: string, here: boolean) => Promise<void>;

/** Counts the connections of each customer, who may look at their session on more than one page. */
export class Present {
  readonly #tell: Tell;
  readonly #logger: Logger;
  readonly #counts = new Map<string, number>();

  constructor(tell: Tell, logger: Logger) {
    this.#tell = tell;
    this.#logger = logger;
  }

  /** @returns the connection is gone; idempotent */
  arrive(id: string): () => void {
    const before = this.#counts.get(id) ?? 0;
    this.#counts.set(id, before + 1);
    if (before === 0) this.#say(id, true);
    let here = true;
    return () => {
      if (!here) return;
      here = false;
      const left = (this.#counts.get(id) ?? 1) - 1;
      if (left > 0) {
        this.#counts.set(id, left);
        return;
      }
      this.#counts.delete(id);
      this.#say(id, false);
    };
  }

  #say(id: string, here: boolean): void {
    // Presence is put right by itself when the store is back.
    this.#tell(id, here).catch((error: unknown) =>
      this.#logger.debug({ err: error, id, here }, 'presence is late'),
    );
  }
}
