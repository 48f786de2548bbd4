import { assumedHandleMs, canServe, expectedWait, isQueued, queuePositions, type Session } from '@rem/domain';
import type { Clock } from '@rem/kit';
import type { DirectoryCache } from './directory-cache.ts';
import { Gatherer } from './gatherer.ts';
import { isFree, type World } from './world.ts';

/** Where a waiting customer stands. */
export interface Place {
  readonly position: number;
  readonly expectedWait: { readonly from: number; readonly to: number } | null;
}

/** Customers are told their new place at most this often, ms. */
const TOLD_EVERY_MS = 1_000;
/** Weight of the newest call in a service's mean handle time. */
const NEWEST_WEIGHT = 0.1;

interface Options {
  readonly world: World;
  readonly directory: DirectoryCache;
  readonly clock: Clock;
  /** The place of this session is another than it was last told. */
  readonly onMoved: (sessionId: string) => void;
}

/** Position and expected wait of everyone in the queue, counted for all at once and only when something moved. */
export class QueueBoard {
  readonly #options: Options;
  readonly #gatherer: Gatherer;
  readonly #told = new Map<string, string>();
  readonly #handleMs = new Map<string, number>();
  /** Null when they must be counted anew. */
  #positions: Map<string, number> | null = null;
  /** Who could serve and who is free, by service and language. */
  #staff = new Map<string, { servers: number; free: number }>();

  constructor(options: Options) {
    this.#options = options;
    this.#gatherer = new Gatherer(options.clock, TOLD_EVERY_MS, () => this.#tell());
    options.world.on('session', (next, previous) => this.#sessionChanged(next, previous));
    options.world.on('expert', (next, previous) => {
      const same = previous && previous.state === next.state && isFree(previous) === isFree(next);
      if (!same && options.world.queued.size > 0) this.#gatherer.touch();
    });
    options.directory.on('changed', () => this.#gatherer.touch());
  }

  place(session: Session): Place {
    this.#positions ??= queuePositions(this.#options.world.queued.values());
    const position = this.#positions.get(session.id) ?? 1;
    const { servers, free } = this.#staffFor(session);
    const handleMs = this.#handleMs.get(session.serviceId) ?? assumedHandleMs;
    return { position, expectedWait: expectedWait({ position, servers, free, handleMs }) };
  }

  close(): void {
    this.#gatherer.close();
  }

  #sessionChanged(next: Session, previous: Session | null): void {
    if (next.state === 'ended' && previous && previous.state !== 'ended') this.#learn(next);
    const was = previous !== null && isQueued(previous);
    if (was === isQueued(next)) return;
    this.#positions = null;
    if (!isQueued(next)) this.#told.delete(next.id);
    this.#gatherer.touch();
  }

  #learn(session: Extract<Session, { state: 'ended' }>): void {
    if (session.connectedAt === null || session.acceptedAt === null) return;
    const mean = this.#handleMs.get(session.serviceId) ?? assumedHandleMs;
    const took = session.endedAt - session.acceptedAt;
    this.#handleMs.set(session.serviceId, mean + (took - mean) * NEWEST_WEIGHT);
  }

  #staffFor({ serviceId, language }: Session): { servers: number; free: number } {
    const kind = `${serviceId} ${language}`;
    const known = this.#staff.get(kind);
    if (known) return known;
    const { world, directory } = this.#options;
    const service = directory.get('services', serviceId);
    const staff = { servers: 0, free: 0 };
    for (const expert of service ? world.experts.values() : []) {
      if (expert.state === 'offline' || expert.state === 'away') continue;
      if (!service || !canServe(directory.profiles.get(expert.id), service, language)) continue;
      staff.servers += 1;
      if (isFree(expert)) staff.free += 1;
    }
    this.#staff.set(kind, staff);
    return staff;
  }

  #tell(): void {
    this.#staff = new Map();
    for (const session of this.#options.world.queued.values()) {
      const place = JSON.stringify(this.place(session));
      if (this.#told.get(session.id) === place) continue;
      this.#told.set(session.id, place);
      this.#options.onMoved(session.id);
    }
  }
}
