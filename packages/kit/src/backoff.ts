export interface BackoffOptions {
  /** First delay in ms; default 250. */
  readonly first?: number;
  /** Longest delay in ms; default 10,000. */
  readonly longest?: number;
  /** Growth from one delay to the next; default 2. */
  readonly factor?: number;
  /** A number in [0, 1): spreads delays so that many clients do not return at once. Default `Math.random`. */
  readonly random?: () => number;
}

/** Exponential backoff with "equal jitter": each delay lies between half of its step and the whole step. */
export class Backoff {
  readonly #options: Required<BackoffOptions>;
  #attempt = 0;

  constructor(options: BackoffOptions = {}) {
    this.#options = { first: 250, longest: 10_000, factor: 2, random: Math.random, ...options };
  }

  /** Attempts since the last reset. */
  get attempt(): number {
    return this.#attempt;
  }

  /** The next delay in ms. */
  next(): number {
    const { first, longest, factor, random } = this.#options;
    const step = Math.min(longest, first * factor ** this.#attempt);
    this.#attempt += 1;
    return Math.round(step / 2 + (random() * step) / 2);
  }

  reset(): void {
    this.#attempt = 0;
  }
}
