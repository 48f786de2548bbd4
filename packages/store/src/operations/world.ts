import { type Expert, expert, type Session, session } from '@rem/domain';
import type { Connection } from '../database.ts';
import { type Schema, tryRead } from '../read.ts';
import type { UnreadableRow, World } from '../store.ts';

interface Row {
  readonly kind: 'session' | 'expert';
  readonly id: string;
  readonly data: unknown;
}

/** One statement, so that sessions and experts are of the same moment. */
export async function world(connection: Connection): Promise<World> {
  const rows = await connection.query<Row>(
    `select 'session' as kind, id, data from rem.sessions where state <> 'ended'
     union all
     select 'expert', id, data from rem.experts`,
  );
  const unreadable: UnreadableRow[] = [];
  const all = <T>(kind: Row['kind'], table: string, schema: Schema<T>): T[] =>
    rows
      .filter((row) => row.kind === kind)
      .flatMap(({ id, data }) => {
        const reading = tryRead(schema, data);
        if (reading.ok) return [reading.value];
        unreadable.push({ table, id, reason: reading.reason });
        return [];
      });
  const sessions: Session[] = all('session', 'sessions', session);
  const experts: Expert[] = all('expert', 'experts', expert);
  return { sessions, experts, unreadable };
}
