import type { Change, Expert, ExpertIn, Session, SessionIn } from '@rem/domain';
import { isQueued, type Queued } from '@rem/domain';
import { Emitter, type Unsubscribe } from '@rem/kit';
import type { TimelineEntry } from '@rem/protocol';

export interface WorldEvents {
  /** A session was committed; `entries` are its new timeline entries, in order, each told once. */
  session: [next: Session, previous: Session | null, entries: readonly TimelineEntry[]];
  expert: [next: Expert, previous: Expert | null];
}

export type RunningSession = SessionIn<'connecting' | 'active'>;
export type LiveSessionRow = Exclude<Session, { state: 'ended' }>;

/** Ended sessions kept for a while: their wrap-up and the last look of their parties come soon after. */
const KEPT_ENDED = 2_000;

export function isRunning(session: Session): session is RunningSession {
  return session.state === 'connecting' || session.state === 'active';
}

/** Whether a change of state means that routing could find something new. */
export function isFree(expert: Expert): expert is ExpertIn<'available'> {
  return expert.state === 'available' && expert.absentSince === null;
}

/**
 * The mirror of what the store holds of sessions that have not ended and of experts. It only ever shows what is
 * committed, and of each row the newest version it was told of, in whatever order it was told.
 */
export class World {
  readonly #sessions = new Map<string, LiveSessionRow>();
  readonly #queued = new Map<string, Queued>();
  readonly #ended = new Map<string, SessionIn<'ended'>>();
  readonly #experts = new Map<string, Expert>();
  readonly #events: Emitter<WorldEvents>;

  constructor(onListenerError: (error: unknown) => void) {
    this.#events = new Emitter<WorldEvents>(onListenerError);
  }

  on<K extends keyof WorldEvents>(name: K, listener: (...args: WorldEvents[K]) => void): Unsubscribe {
    return this.#events.on(name, listener);
  }

  /** Sessions that have not ended. */
  get sessions(): ReadonlyMap<string, LiveSessionRow> {
    return this.#sessions;
  }

  /** Those of them that wait or are being offered. */
  get queued(): ReadonlyMap<string, Queued> {
    return this.#queued;
  }

  get experts(): ReadonlyMap<string, Expert> {
    return this.#experts;
  }

  /** Also one that ended lately. */
  session(id: string): Session | undefined {
    return this.#sessions.get(id) ?? this.#ended.get(id);
  }

  expert(id: string): Expert | undefined {
    return this.#experts.get(id);
  }

  /** The expert of an offered or running session, as far as they are known. */
  expertOf(session: Session): Expert | null {
    const id = 'expertId' in session && session.state !== 'ended' ? session.expertId : null;
    return id === null ? null : (this.#experts.get(id) ?? null);
  }

  /** Takes in what was committed, then tells. Rows that are older than what is known are passed over. */
  apply(change: Pick<Change, 'sessions' | 'experts' | 'entries'>): void {
    const tell: (() => void)[] = [];
    for (const next of change.sessions) {
      const previous = this.session(next.id) ?? null;
      if (previous && previous.version >= next.version) continue;
      const told = previous?.lastNo ?? 0;
      const entries = change.entries.filter((entry) => entry.sessionId === next.id && entry.no > told);
      this.#put(next);
      tell.push(() => this.#events.emit('session', next, previous, entries));
    }
    for (const next of change.experts) {
      const previous = this.#experts.get(next.id) ?? null;
      if (previous && previous.version >= next.version) continue;
      this.#experts.set(next.id, next);
      tell.push(() => this.#events.emit('expert', next, previous));
    }
    for (const each of tell) each();
  }

  #put(session: Session): void {
    if (isQueued(session)) this.#queued.set(session.id, session);
    else this.#queued.delete(session.id);
    if (session.state !== 'ended') {
      this.#sessions.set(session.id, session);
      return;
    }
    this.#sessions.delete(session.id);
    this.#ended.delete(session.id);
    this.#ended.set(session.id, session);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > KEPT_ENDED && oldest !== undefined) this.#ended.delete(oldest);
  }
}
