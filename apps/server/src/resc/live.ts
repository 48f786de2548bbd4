import type { Clock } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import type { LiveChange, LiveService, LiveSummary, Stop } from '@rem/protocol';
import type { DirectoryCache } from './directory-cache.ts';
import { dayStart } from './figures.ts';
import { Gatherer } from './gatherer.ts';
import type { RescStore } from './resc-store.ts';
import { liveExpert, liveSession } from './views.ts';
import { isRunning, type World } from './world.ts';

/** Consoles are told at most this often, ms. */
const TOLD_EVERY_MS = 250;
/** The day's counts are read from the store at most this often, ms. */
const COUNTED_EVERY_MS = 2_000;

interface Options {
  readonly store: Pick<RescStore, 'liveDay'>;
  readonly world: World;
  readonly directory: DirectoryCache;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The supervisor's picture of now: one change for all who watch, however many and however much happens. */
export class Live implements LiveService {
  readonly #options: Options;
  readonly #listeners = new Set<(change: LiveChange) => void>();
  readonly #tell: Gatherer;
  readonly #count: Gatherer;
  readonly #sessions = new Set<string>();
  readonly #experts = new Set<string>();
  #day = { answered: 0, abandoned: 0, answeredInTime: 0 };

  constructor(options: Options) {
    this.#options = options;
    this.#tell = new Gatherer(options.clock, TOLD_EVERY_MS, () => this.#gathered());
    this.#count = new Gatherer(options.clock, COUNTED_EVERY_MS, () => void this.#counted());
    options.world.on('session', (next, previous) => {
      if (this.#listeners.size === 0) return;
      this.#sessions.add(next.id);
      this.#tell.touch();
      if (next.state !== previous?.state) this.#count.touch();
    });
    options.world.on('expert', (next) => {
      if (this.#listeners.size === 0) return;
      this.#experts.add(next.id);
      this.#tell.touch();
    });
    options.directory.on('changed', (kind) => {
      if (kind !== 'people' || this.#listeners.size === 0) return;
      for (const id of options.world.experts.keys()) this.#experts.add(id);
      this.#tell.touch();
    });
  }

  snapshot(): Omit<LiveChange, 'gone'> {
    const { world, directory } = this.#options;
    return {
      sessions: [...world.sessions.values()].map(liveSession),
      experts: [...world.experts.values()].map((expert) => liveExpert(directory, expert)),
      summary: this.#summary(),
    };
  }

  watch(listener: (change: LiveChange) => void): Stop {
    const own = (change: LiveChange): void => listener(change);
    this.#listeners.add(own);
    this.#count.touch();
    return () => {
      this.#listeners.delete(own);
    };
  }

  close(): void {
    this.#tell.close();
    this.#count.close();
    this.#listeners.clear();
  }

  #gathered(): void {
    const { world, directory } = this.#options;
    const ids = [...this.#sessions];
    const change: LiveChange = {
      sessions: ids.flatMap((id) => {
        const session = world.sessions.get(id);
        return session ? [liveSession(session)] : [];
      }),
      experts: [...this.#experts].flatMap((id) => {
        const expert = world.expert(id);
        return expert ? [liveExpert(directory, expert)] : [];
      }),
      gone: ids.filter((id) => !world.sessions.has(id)),
      summary: this.#summary(),
    };
    this.#sessions.clear();
    this.#experts.clear();
    for (const listener of [...this.#listeners]) listener(change);
  }

  async #counted(): Promise<void> {
    const { store, clock, logger } = this.#options;
    try {
      this.#day = await store.liveDay(dayStart(clock.now()));
      if (this.#listeners.size > 0) this.#tell.touch();
    } catch (error) {
      // The next change counts again; until then the last counts stand.
      logger.debug({ err: error }, 'today’s counts could not be read');
    }
  }

  #summary(): LiveSummary {
    const { world, clock } = this.#options;
    const { answered, abandoned, answeredInTime } = this.#day;
    let serving = 0;
    for (const session of world.sessions.values()) if (isRunning(session)) serving += 1;
    let first = Number.POSITIVE_INFINITY;
    for (const { requestedAt } of world.queued.values()) first = Math.min(first, requestedAt);
    return {
      ...{ serving, answered, abandoned, waiting: world.queued.size },
      longestWaitMs: Number.isFinite(first) ? Math.max(0, clock.now() - first) : 0,
      serviceLevel: answered === 0 ? null : answeredInTime / answered,
    };
  }
}
