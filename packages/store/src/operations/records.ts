import {
  type Decision,
  decision,
  type Expert,
  expert,
  type Offer,
  offer,
  type Session,
  session,
} from '@rem/domain';
import { type TimelineEntry, timelineEntry } from '@rem/protocol';
import type { Connection } from '../database.ts';
import { read, type Schema } from '../read.ts';

interface Row {
  readonly id: string;
  readonly data: unknown;
}

/** The domain's documents that are looked up by one id, with the schema each is parsed by. */
const documents = {
  sessions: { from: 'rem.sessions', schema: session as Schema<Session> },
  experts: { from: 'rem.experts', schema: expert as Schema<Expert> },
  offers: { from: 'rem.offers', schema: offer as Schema<Offer> },
};

async function one<T>(
  connection: Connection,
  { from, schema }: { from: string; schema: Schema<T> },
  key: string,
  value: string,
): Promise<T | null> {
  const [row] = await connection.query<Row>(`select id, data from ${from} where ${key} = $1`, [value]);
  return row ? read(schema, row.data, from, row.id) : null;
}

export const sessionById = (connection: Connection, id: string): Promise<Session | null> =>
  one(connection, documents.sessions, 'id', id);

export const sessionByRequestId = (connection: Connection, requestId: string): Promise<Session | null> =>
  one(connection, documents.sessions, 'request_id', requestId);

export const expertById = (connection: Connection, id: string): Promise<Expert | null> =>
  one(connection, documents.experts, 'id', id);

export const offerById = (connection: Connection, id: string): Promise<Offer | null> =>
  one(connection, documents.offers, 'id', id);

export async function entriesAfter(
  connection: Connection,
  sessionId: string,
  no: number,
): Promise<TimelineEntry[]> {
  const rows = await connection.query<{ no: number; at: number; actor: unknown; what: unknown }>(
    'select no, at, actor, what from rem.timeline where session_id = $1 and no > $2 order by no',
    [sessionId, no],
  );
  return rows.map((row) =>
    read(timelineEntry, { sessionId, ...row }, 'rem.timeline', `${sessionId} ${row.no}`),
  );
}

export async function decisionsOf(connection: Connection, sessionId: string): Promise<Decision[]> {
  const rows = await connection.query<Row>(
    'select id, data from rem.decisions where session_id = $1 order by at, id',
    [sessionId],
  );
  return rows.map((row) => read(decision, row.data, 'rem.decisions', row.id));
}

export async function hasMessage(
  connection: Connection,
  sessionId: string,
  messageId: string,
): Promise<boolean> {
  const [row] = await connection.query<{ found: boolean }>(
    `select exists (
       select from rem.timeline
       where session_id = $1 and what ->> 'messageId' = $2 and what ->> 'type' = 'chat:message'
     ) as found`,
    [sessionId, messageId],
  );
  return row?.found ?? false;
}
