import type { CancelTimer, Clock } from '@rem/kit';
import type { IdleLimit, Screen } from './model.ts';

/** How long a screen stays when nobody touches it, in ms; the others stay. */
const LIMITS: Partial<Record<Screen['name'], number>> = {
  consent: 60_000,
  check: 120_000,
  end: 20_000,
  error: 60_000,
};

/** Brings a page that was left alone back to its start. */
export class IdleTimer {
  readonly #clock: Clock;
  readonly #onChange: (limit: IdleLimit | null) => void;
  readonly #onEnd: () => void;
  #total: number | null = null;
  #cancel: CancelTimer = () => {};

  constructor(clock: Clock, onChange: (limit: IdleLimit | null) => void, onEnd: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#onEnd = onEnd;
  }

  /** Another screen: its own limit begins, or none. */
  show(screen: Screen): void {
    // Without a server there is no start to go back to.
    this.#total = screen.name === 'error' && screen.what === 'setup' ? null : (LIMITS[screen.name] ?? null);
    this.restart();
  }

  /** Somebody is there. */
  restart(): void {
    this.#cancel();
    const total = this.#total;
    this.#onChange(total === null ? null : { endsAt: this.#clock.now() + total, total });
    if (total !== null) this.#cancel = this.#clock.after(total, this.#onEnd);
  }

  close(): void {
    this.#cancel();
  }
}
