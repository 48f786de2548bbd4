import type { Bus } from '@rem/bus';
import type { Change } from '@rem/domain';
import type { Clock } from '@rem/kit';
import { RemError } from '@rem/protocol';
import { KeyedQueue } from './keyed-queue.ts';
import type { RescStore } from './resc-store.ts';
import type { World } from './world.ts';

/** How often a decision is made anew on rows that someone else changed, before the caller is told `conflict`. */
const MOST_ATTEMPTS = 5;

interface CommandsOptions {
  readonly store: Pick<RescStore, 'commit' | 'session' | 'expert' | 'entriesAfter'>;
  readonly world: World;
  readonly bus: Bus;
  readonly clock: Clock;
  /** The store could not be reached: what was under way may have been committed or not. */
  readonly onOutage: () => void;
}

/**
 * The one way in which anything changes: decide on the mirror, commit by compare-and-set, take the result in,
 * wake the other servers. Commands on the same session or expert run one after the other here; another server's
 * commands show as a conflict, after which the rows are read anew and the decision is made again.
 */
export class Commands {
  readonly #options: CommandsOptions;
  readonly #queue = new KeyedQueue();

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  /**
   * @param keys ids of the sessions and experts that `decide` is expected to touch
   * @param decide looks at the mirror as it is now; may be called again; null when there is nothing to do
   * @returns the change that was committed, or null
   */
  act(
    keys: readonly (string | null | undefined)[],
    decide: (now: number) => Change | null,
    options: { readonly requestId?: string } = {},
  ): Promise<Change | null> {
    const ids = keys.filter((key) => key != null);
    return this.#queue.run(ids, async () => {
      for (let attempt = 1; ; attempt += 1) {
        const change = decide(this.#options.clock.now());
        if (!change) return null;
        const failure = await this.#commit(change, options);
        if (!failure) return change;
        if (failure.code !== 'conflict' || attempt === MOST_ATTEMPTS) throw failure;
        await this.#reloadRows(change);
      }
    });
  }

  /** Reads a session and the entries that are not known yet; null when there is none. */
  async reloadSession(id: string): Promise<void> {
    const { store, world } = this.#options;
    const row = await store.session(id);
    if (!row) return;
    const known = world.session(id);
    // Nobody can have been told of entries of a session that is new here: those who come read them themselves.
    const entries = known && known.lastNo < row.lastNo ? await store.entriesAfter(id, known.lastNo) : [];
    world.apply({
      sessions: [row],
      experts: [],
      entries: entries.filter((entry) => entry.no <= row.lastNo),
    });
  }

  async reloadExpert(id: string): Promise<void> {
    const row = await this.#options.store.expert(id);
    if (row) this.#options.world.apply({ sessions: [], experts: [row], entries: [] });
  }

  /** Resolves when no command runs any more. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  async #commit(change: Change, options: { readonly requestId?: string }): Promise<RemError | null> {
    const { store, world, bus, onOutage } = this.#options;
    try {
      await store.commit(change, options);
    } catch (error) {
      const failure = RemError.from(error);
      if (failure.code === 'unavailable') onOutage();
      return failure;
    }
    world.apply(change);
    for (const { id, version } of change.sessions) bus.publish({ topic: 'session', id, version });
    for (const { id, version } of change.experts) bus.publish({ topic: 'expert', id, version });
    return null;
  }

  async #reloadRows(change: Change): Promise<void> {
    await Promise.all([
      ...change.sessions.map(({ id }) => this.reloadSession(id)),
      ...change.experts.map(({ id }) => this.reloadExpert(id)),
    ]);
  }
}

/** Several changes of different rows as one commit; null when none is left. */
export function together(changes: readonly (Change | null)[]): Change | null {
  const all = changes.filter((change) => change !== null);
  if (all.length === 0) return null;
  return {
    sessions: all.flatMap((change) => change.sessions),
    experts: all.flatMap((change) => change.experts),
    offers: all.flatMap((change) => change.offers),
    entries: all.flatMap((change) => change.entries),
    decisions: all.flatMap((change) => change.decisions),
  };
}
