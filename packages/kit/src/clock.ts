/** Cancels a pending timer; calling it again, or after the timer fired, does nothing. */
export type CancelTimer = () => void;

/**
 * The only source of time inside the house. Code that needs "now" or a delay takes a `Clock`, so tests can
 * move time by hand and decisions can be replayed.
 */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. May jump when the machine's clock is set. */
  now(): number;
  /** Calls `callback` once after `ms` milliseconds (at least 0) of monotonic time. */
  after(ms: number, callback: () => void): CancelTimer;
}

/** Longest delay a JavaScript timer takes before it fires at once (2³¹−1 ms, about 24.8 days). */
const LONGEST_TIMER = 2_147_483_647;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(0, ms), LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
};

/** A clock for tests: stands still until `advance` is called, then fires what is due in order of time. */
export class ManualClock implements Clock {
  #now: number;
  #timers: { at: number; order: number; callback: () => void }[] = [];
  #order = 0;

  /** @param start milliseconds since 1970; default 2026-01-05T09:00Z, a Monday. */
  constructor(start: number = Date.UTC(2026, 0, 5, 9)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): CancelTimer {
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order++, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** How many timers wait: a leak check for tests. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Moves time on by `ms` and fires every timer that falls due, also those set meanwhile. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers
        .filter((timer) => timer.at <= end)
        .sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
    }
    this.#now = end;
  }
}
