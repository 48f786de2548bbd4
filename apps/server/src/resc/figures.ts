import { dayFigures, type Expert } from '@rem/domain';
import type { Clock } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import type { Figures } from '@rem/protocol';
import { Gatherer } from './gatherer.ts';
import type { RescStore } from './resc-store.ts';
import type { World } from './world.ts';

/** An expert's figures are read again at most this often, ms. */
const READ_EVERY_MS = 1_000;

const none: Figures = {
  ...{ served: 0, missed: 0, declined: 0, talkMs: 0 },
  ...{ averageHandleMs: null, availableMs: 0 },
};

interface Options {
  readonly store: Pick<RescStore, 'expertDay'>;
  readonly world: World;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onChanged: (expertId: string) => void;
}

/** Midnight before `now` on this server. */
export function dayStart(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

/** Today's figures of the experts whose desks are open, read again when their own state changes. */
export class FiguresCache {
  readonly #options: Options;
  readonly #figures = new Map<string, { readonly day: number; readonly figures: Figures }>();
  readonly #readers = new Map<string, Gatherer>();

  constructor(options: Options) {
    this.#options = options;
    options.world.on('expert', (next, previous) => {
      if (tellsNothing(next, previous)) return;
      this.#readers.get(next.id)?.touch();
    });
  }

  /** What is known at once; a first read is begun and told by `onChanged`. */
  of(expertId: string): Figures {
    const known = this.#figures.get(expertId);
    const day = dayStart(this.#options.clock.now());
    if (known?.day === day) return known.figures;
    this.#reader(expertId).touch();
    return none;
  }

  /** The desk is closed: its figures are no longer followed. */
  forget(expertId: string): void {
    this.#readers.get(expertId)?.close();
    this.#readers.delete(expertId);
    this.#figures.delete(expertId);
  }

  close(): void {
    for (const reader of this.#readers.values()) reader.close();
    this.#readers.clear();
  }

  #reader(expertId: string): Gatherer {
    const known = this.#readers.get(expertId);
    if (known) return known;
    const reader = new Gatherer(this.#options.clock, READ_EVERY_MS, () => void this.#read(expertId));
    this.#readers.set(expertId, reader);
    return reader;
  }

  async #read(expertId: string): Promise<void> {
    const { store, clock, logger, onChanged } = this.#options;
    const now = clock.now();
    const day = dayStart(now);
    try {
      const facts = await store.expertDay(expertId, day, now);
      if (!this.#readers.has(expertId)) return;
      const figures = dayFigures(facts, now);
      this.#figures.set(expertId, { day, figures });
      onChanged(expertId);
    } catch (error) {
      // The next change of this expert reads them again.
      logger.debug({ err: error, expertId }, 'today’s figures could not be read');
    }
  }
}

/** Neither a ringing, nor a passing absence, nor an offer taken back (which leaves the idle time) is in a figure. */
function tellsNothing(next: Expert, previous: Expert | null): boolean {
  if (next.state === 'offered' || next.state === previous?.state) return true;
  return previous?.state === 'offered' && next.state === 'available' && next.idleSince === previous.idleSince;
}
