import { type Clock, systemClock } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import { Database } from './database.ts';
import { appendAudit, searchAudit } from './operations/audit.ts';
import { commit } from './operations/commit.ts';
import { expertDay, liveDay } from './operations/days.ts';
import { directoryOf } from './operations/directory.ts';
import { keysOf } from './operations/keys.ts';
import { kiosksOf } from './operations/kiosks.ts';
import { loginsOf } from './operations/logins.ts';
import { peopleOf } from './operations/people.ts';
import {
  decisionsOf,
  entriesAfter,
  expertById,
  hasMessage,
  offerById,
  sessionById,
  sessionByRequestId,
} from './operations/records.ts';
import { searchSessions, sessionRowById } from './operations/search-sessions.ts';
import { verifyAudit } from './operations/verify-audit.ts';
import { world } from './operations/world.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  /** `postgresql://…`; TCP or a unix socket. */
  readonly url: string;
  /** Connections at most; default 10. */
  readonly poolSize?: number;
  /** Told of lost connections and unreadable rows. */
  readonly logger?: Logger;
  /** Stamps audit rows and sign-ins; default the machine's. */
  readonly clock?: Clock;
}

/** What "answered in time" means when nothing else is said, ms. */
const THRESHOLD_MS = 20_000;

/**
 * The store over a database that `migrate` has brought up to date. Connects when it is first asked; connections that
 * were lost are made anew by themselves.
 */
export function openStore({ url, poolSize = 10, logger, clock = systemClock }: StoreOptions): Store {
  const database = new Database({
    url,
    poolSize,
    onConnectionLost: (error) => logger?.warn({ err: error }, 'a database connection was lost'),
  });
  return {
    commit: (change, { requestId } = {}) => commit(database, change, requestId),
    world: async () => {
      const found = await world(database);
      for (const row of found.unreadable) logger?.error(row, 'a stored row cannot be read');
      return found;
    },
    session: (id) => sessionById(database, id),
    expert: (id) => expertById(database, id),
    offer: (id) => offerById(database, id),
    sessionByRequestId: (requestId) => sessionByRequestId(database, requestId),
    entriesAfter: (sessionId, no) => entriesAfter(database, sessionId, no),
    decisionsOf: (sessionId) => decisionsOf(database, sessionId),
    hasMessage: (sessionId, messageId) => hasMessage(database, sessionId, messageId),
    expertDay: (expertId, from, to) =>
      database.use((connection) => expertDay(connection, expertId, from, to, clock.now())),
    liveDay: (from, thresholdMs = THRESHOLD_MS) => liveDay(database, from, thresholdMs),
    searchSessions: (query) => database.use((connection) => searchSessions(connection, query)),
    sessionRow: (id) => sessionRowById(database, id),
    directory: directoryOf(database, clock),
    people: peopleOf(database, clock),
    logins: loginsOf(database, clock),
    kiosks: kiosksOf(database, clock),
    keys: keysOf(database, clock),
    audit: {
      append: (entry) => appendAudit(database, entry, clock.now()),
      search: (query) => database.use((connection) => searchAudit(connection, query)),
      verify: (noted) => verifyAudit(database, noted),
    },
    isEmpty: async () => {
      const [row] = await database.query<{ empty: boolean }>(
        'select not exists (select from rem.people) and not exists (select from rem.services) as empty',
      );
      return row?.empty ?? true;
    },
    ping: async () => {
      await database.query('select 1');
    },
    close: () => database.close(),
  };
}
