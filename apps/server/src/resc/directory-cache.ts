import type { Bus, WakeOf } from '@rem/bus';
import type { ExpertProfile } from '@rem/domain';
import { Backoff, type CancelTimer, type Clock, Emitter, type Unsubscribe } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import type { DirectoryKind, DirectoryRecord, SessionView } from '@rem/protocol';
import type { RescStore } from './resc-store.ts';

/** Who serves, as the customer sees them. */
export type ExpertCard = NonNullable<SessionView['expert']>;

type Cached = { readonly [K in DirectoryKind]: ReadonlyMap<string, DirectoryRecord<K>> };
type Kind = WakeOf<'directory'>['kind'];

const kinds = ['skills', 'services', 'branches', 'kiosks', 'dispositions', 'people'] as const;

/** A card travels in every view of a call, and a frame has a limit: a larger picture (characters) is left out. */
const LARGEST_PICTURE = 40_000;

interface Options {
  readonly store: Pick<RescStore, 'directory' | 'people'>;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Services, experts' profiles and names as the directory has them, kept in memory and read again when woken. */
export class DirectoryCache {
  readonly #options: Options;
  readonly #events: Emitter<{ changed: [kind: Kind] }>;
  readonly #backoff = new Backoff({ longest: 2_000 });
  readonly #stale = new Set<Kind>();
  readonly #cards = new Map<string, ExpertCard>();
  #cached: Cached = {
    skills: new Map(),
    services: new Map(),
    branches: new Map(),
    kiosks: new Map(),
    dispositions: new Map(),
  };
  #profiles: ReadonlyMap<string, ExpertProfile> = new Map();
  #stop: Unsubscribe = () => {};
  #retry: CancelTimer = () => {};
  #refreshing: Promise<void> | undefined;
  #failed = false;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#events = new Emitter((error) =>
      options.logger.error({ err: error }, 'a directory listener failed'),
    );
  }

  get services(): Cached['services'] {
    return this.#cached.services;
  }

  get profiles(): ReadonlyMap<string, ExpertProfile> {
    return this.#profiles;
  }

  get<K extends DirectoryKind>(kind: K, id: string | null): DirectoryRecord<K> | undefined {
    return id === null ? undefined : this.#cached[kind].get(id);
  }

  on(name: 'changed', listener: (kind: Kind) => void): Unsubscribe {
    return this.#events.on(name, listener);
  }

  /** Reads everything once, and from then on what is woken for. */
  async start(): Promise<void> {
    this.#stop = this.#options.bus.subscribe('directory', ({ kind, id }) => {
      if (kind === 'people') this.#cards.delete(id);
      this.#stale.add(kind);
      this.#refresh();
    });
    await Promise.all(kinds.map((kind) => this.#load(kind)));
  }

  close(): void {
    this.#closed = true;
    this.#stop();
    this.#retry();
    this.#events.clear();
  }

  /** Who serves, as the customer sees them. Never fails: without the store it is the bare name. */
  async card(expertId: string): Promise<ExpertCard> {
    const known = this.#cards.get(expertId);
    if (known) return known;
    const name = this.#profiles.get(expertId)?.name ?? 'Expert';
    try {
      const person = await this.#options.store.people.get(expertId);
      const picture = person?.picture && person.picture.length <= LARGEST_PICTURE ? person.picture : null;
      const card = { name: person?.name ?? name, title: person?.title ?? '', picture };
      this.#cards.set(expertId, card);
      return card;
    } catch (error) {
      this.#options.logger.warn({ err: error, expertId }, 'an expert’s card could not be read');
      return { name, title: '', picture: null };
    }
  }

  #refresh(): void {
    this.#refreshing ??= this.#readStale().finally(() => {
      this.#refreshing = undefined;
      if (this.#stale.size > 0 && !this.#closed) this.#refreshLater();
    });
  }

  #refreshLater(): void {
    this.#retry();
    this.#retry = this.#options.clock.after(this.#failed ? this.#backoff.next() : 0, () => this.#refresh());
  }

  async #readStale(): Promise<void> {
    for (const kind of [...this.#stale]) {
      this.#stale.delete(kind);
      try {
        await this.#load(kind);
        this.#failed = false;
        this.#backoff.reset();
      } catch (error) {
        this.#stale.add(kind);
        this.#failed = true;
        this.#options.logger.warn({ err: error, kind }, 'the directory could not be read; trying again');
        return;
      }
      if (!this.#closed) this.#events.emit('changed', kind);
    }
  }

  async #load(kind: Kind): Promise<void> {
    const { directory, people } = this.#options.store;
    if (kind === 'people') {
      this.#profiles = byId(await people.profiles());
      return;
    }
    // Read first: several kinds are read side by side.
    const rows = byId(await directory.all(kind));
    this.#cached = { ...this.#cached, [kind]: rows };
  }
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
