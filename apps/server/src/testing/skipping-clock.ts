import { type CancelTimer, type Clock, systemClock } from '@rem/kit';

interface Timer {
  readonly due: number;
  readonly callback: () => void;
  cancel: CancelTimer;
}

/** The machine's clock, on which a test can skip time: whatever falls due meanwhile fires once, in order. */
export class SkippingClock implements Clock {
  #skipped = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return systemClock.now() + this.#skipped;
  }

  after(ms: number, callback: () => void): CancelTimer {
    const timer: Timer = { due: this.now() + Math.max(0, ms), callback, cancel: () => {} };
    this.#arm(timer);
    return () => {
      timer.cancel();
      this.#timers.delete(timer);
    };
  }

  skip(ms: number): void {
    this.#skipped += ms;
    for (const timer of [...this.#timers].sort((a, b) => a.due - b.due)) {
      if (!this.#timers.has(timer)) continue;
      timer.cancel();
      if (timer.due <= this.now()) this.#fire(timer);
      else this.#arm(timer);
    }
  }

  #arm(timer: Timer): void {
    this.#timers.add(timer);
    timer.cancel = systemClock.after(timer.due - this.now(), () => this.#fire(timer));
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    timer.callback();
  }
}
