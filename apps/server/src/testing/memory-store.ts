import type { Change, Decision, Expert, ExpertProfile, Session } from '@rem/domain';
import { type Person, RemError, type Service, type TimelineEntry } from '@rem/protocol';
import type { RescStore } from '../resc/resc-store.ts';

const DAY = { sessions: [], missed: 0, declined: 0, available: [] };

/**
 * A store in memory that keeps the store's word on what matters here: versions are compared, all or nothing, a
 * request's and a message's id are there once. Tests make it fail on the way in, or on the way out.
 */
export class MemoryStore implements RescStore {
  readonly sessions = new Map<string, Session>();
  readonly experts = new Map<string, Expert>();
  readonly entries: TimelineEntry[] = [];
  readonly decisions: Decision[] = [];
  readonly services: Service[] = [];
  readonly profilesOf: ExpertProfile[] = [];
  /** How the next commits fail: before they are done, or after. */
  readonly failures: ('before' | 'after')[] = [];
  /** While true nothing answers. */
  away = false;
  commits = 0;
  readonly #requests = new Map<string, string>();

  async commit(change: Change, { requestId }: { requestId?: string } = {}): Promise<void> {
    const failure = this.failures.shift();
    if (this.away || failure === 'before') throw new RemError('unavailable');
    if (requestId !== undefined && this.#requests.has(requestId))
      throw new RemError('duplicate', 'requestId');
    const stale = (row: Session | Expert, known: Session | Expert | undefined): boolean =>
      (known?.version ?? 0) !== row.version - 1;
    const conflict =
      change.sessions.some((row) => stale(row, this.sessions.get(row.id))) ||
      change.experts.some((row) => stale(row, this.experts.get(row.id)));
    if (conflict) throw new RemError('conflict');
    if (change.entries.some((entry) => this.#said(entry))) throw new RemError('duplicate', 'messageId');
    for (const row of change.sessions) this.sessions.set(row.id, row);
    for (const row of change.experts) this.experts.set(row.id, row);
    this.entries.push(...change.entries);
    this.decisions.push(...change.decisions);
    if (requestId !== undefined) this.#requests.set(requestId, change.sessions[0]?.id ?? '');
    this.commits += 1;
    if (failure === 'after') throw new RemError('unavailable');
  }

  async world() {
    this.#answer();
    return {
      sessions: [...this.sessions.values()].filter(({ state }) => state !== 'ended'),
      experts: [...this.experts.values()],
      unreadable: [],
    };
  }

  async session(id: string): Promise<Session | null> {
    this.#answer();
    return this.sessions.get(id) ?? null;
  }

  async expert(id: string): Promise<Expert | null> {
    this.#answer();
    return this.experts.get(id) ?? null;
  }

  async sessionByRequestId(requestId: string): Promise<Session | null> {
    this.#answer();
    return this.sessions.get(this.#requests.get(requestId) ?? '') ?? null;
  }

  async entriesAfter(sessionId: string, no: number): Promise<TimelineEntry[]> {
    this.#answer();
    return this.entries.filter((entry) => entry.sessionId === sessionId && entry.no > no);
  }

  async decisionsOf(sessionId: string): Promise<Decision[]> {
    return this.decisions.filter((decision) => decision.sessionId === sessionId);
  }

  async expertDay() {
    return DAY;
  }

  async liveDay() {
    return { answered: 0, abandoned: 0, answeredInTime: 0 };
  }

  readonly directory: RescStore['directory'] = {
    // The only kind these tests need; the others are empty.
    all: async (kind) => (kind === 'services' ? (this.services as never) : []),
  };

  readonly people = {
    profiles: async () => this.profilesOf,
    get: async (): Promise<Person | null> => null,
  };

  #answer(): void {
    if (this.away) throw new RemError('unavailable');
  }

  #said({ what }: TimelineEntry): boolean {
    return (
      what.type === 'chat:message' &&
      this.entries.some(
        (entry) => entry.what.type === 'chat:message' && entry.what.messageId === what.messageId,
      )
    );
  }
}
