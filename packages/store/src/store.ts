import type { Change, Decision, Expert, ExpertDayFacts, Offer, Session } from '@rem/domain';
import type { Page, SessionQuery, SessionRow, TimelineEntry } from '@rem/protocol';
import type { AuditLog } from './audit.ts';
import type { Directory, Keys, Kiosks, Logins, People } from './directory.ts';

/** The world as it stood in one moment: what a server needs to go on after its start. */
export interface World {
  /** Every session that has not ended. */
  readonly sessions: readonly Session[];
  readonly experts: readonly Expert[];
  /** Rows that are there but do not parse: they are left alone in the database and told to the operator. */
  readonly unreadable: readonly UnreadableRow[];
}

export interface UnreadableRow {
  readonly table: string;
  readonly id: string;
  /** What was expected where. */
  readonly reason: string;
}

/** What happened in all sessions since some moment. */
export interface LiveDay {
  readonly answered: number;
  readonly abandoned: number;
  /** Answered within the threshold after the request. */
  readonly answeredInTime: number;
}

/**
 * The only source of truth. Everything here rejects with a `RemError`: `unavailable` when the database cannot be
 * reached (nothing is known of the fate of the operation; try again), `conflict`, `duplicate`, `in_use`,
 * `not_found` as said, `internal` with the row's id when a stored row does not parse.
 */
export interface Store {
  /**
   * Writes all of a change or nothing, in one round trip. Sessions and experts of version 1 are inserted, others
   * replace the row of the version before. `conflict`: another change came first. `duplicate`: the request id or
   * a chat message's id was there already (the detail says `requestId` or `messageId`).
   * @param options.requestId of the session that the change inserts
   */
  commit(change: Change, options?: { readonly requestId?: string }): Promise<void>;
  /** All that is alive, of one moment. */
  world(): Promise<World>;
  session(id: string): Promise<Session | null>;
  expert(id: string): Promise<Expert | null>;
  offer(id: string): Promise<Offer | null>;
  /** The session a customer's wish led to. */
  sessionByRequestId(requestId: string): Promise<Session | null>;
  /** Timeline entries with a number above `no`, in order. */
  entriesAfter(sessionId: string, no: number): Promise<TimelineEntry[]>;
  /** In order of time. */
  decisionsOf(sessionId: string): Promise<Decision[]>;
  hasMessage(sessionId: string, messageId: string): Promise<boolean>;
  /**
   * What `dayFigures` is made of: sessions accepted and offers closed from `from` until before `to`, and the time in
   * state available, cut to that; ms since 1970.
   */
  expertDay(expertId: string, from: number, to: number): Promise<ExpertDayFacts>;
  /** @param thresholdMs the service level's threshold, default 20,000 */
  liveDay(from: number, thresholdMs?: number): Promise<LiveDay>;
  /**
   * Sorts by requestedAt (default, newest first), acceptedAt, connectedAt, endedAt, state, outcome, language,
   * customerName, serviceName, branchName, expertName.
   */
  searchSessions(query: SessionQuery): Promise<Page<SessionRow>>;
  sessionRow(id: string): Promise<SessionRow | null>;
  readonly directory: Directory;
  readonly people: People;
  readonly logins: Logins;
  readonly kiosks: Kiosks;
  readonly keys: Keys;
  readonly audit: AuditLog;
  /** True when nobody has an account and no service exists: a database to fill with the demo. */
  isEmpty(): Promise<boolean>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Waits for what runs and closes the connections. Idempotent. */
  close(): Promise<void>;
}
