import { RemError } from '@rem/protocol';
import type { AuditEntry, By } from '../audit.ts';
import type { Connection, Database } from '../database.ts';
import { appendAudit } from './audit.ts';
import type { RecordRow, Shape } from './directory-kinds.ts';

/** A record as changes of it need it: versioned, with a name for the audit. */
export interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly name: unknown;
}

/** Everything that differs between a change of a person and of any other record. */
export interface Kept<R extends Versioned> {
  readonly kind: string;
  readonly shape: Shape;
  readonly read: (row: RecordRow) => R;
  /** The record as the audit shows it. */
  readonly shown: (record: R) => unknown;
}

/** Takes the row for a change. */
export async function lockRecord<R extends Versioned>(
  connection: Connection,
  { kind, shape, read }: Kept<R>,
  id: string,
  version: number,
): Promise<R> {
  const [row] = await connection.query<RecordRow>(
    `select id, ${shape.record} as record from ${shape.table} where id = $1 for update`,
    [id],
  );
  if (!row) throw new RemError('not_found', kind);
  const record = read(row);
  if (record.version !== version) throw new RemError('conflict', `${kind}: now version ${record.version}`);
  return record;
}

export async function loadRecord<R extends Versioned>(
  connection: Connection,
  { shape, read }: Kept<R>,
  id: string,
): Promise<R | null> {
  const [row] = await connection.query<RecordRow>(
    `select id, ${shape.record} as record from ${shape.table} where id = $1`,
    [id],
  );
  return row ? read(row) : null;
}

export async function auditChange<R extends Versioned>(
  connection: Connection,
  { kind, shown }: Kept<R>,
  change: {
    readonly action: string;
    readonly before: R | null;
    readonly after: R | null;
    readonly by: By;
    readonly now: number;
  },
): Promise<void> {
  const { action, before, after, by, now } = change;
  const record = after ?? before;
  if (!record) return;
  const entry: AuditEntry = {
    ...by,
    action: `${kind}:${action}`,
    subject: { kind, id: record.id, name: nameOf(record.name) },
    before: before && shown(before),
    after: after && shown(after),
  };
  await appendAudit(connection, entry, now);
}

/** A name, or the English one of several. */
function nameOf(name: unknown): string {
  if (typeof name === 'string') return name;
  if (typeof name === 'object' && name !== null && 'en' in name) return String(name.en);
  return '';
}

/** A reference to something that is not there is the request's fault here. */
export async function naming<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (error instanceof RemError && error.code === 'not_found' && error.cause) {
      throw new RemError('bad_request', `${error.detail}: names something that does not exist`, {
        cause: error.cause,
      });
    }
    throw error;
  });
}

/** Removes a record that nothing uses. */
export async function removeRecord<R extends Versioned>(
  database: Database,
  kept: Kept<R>,
  change: { readonly id: string; readonly version: number; readonly by: By; readonly now: number },
): Promise<void> {
  const { id, version, by, now } = change;
  await database.transaction(async (connection) => {
    const before = await lockRecord(connection, kept, id, version);
    const users = await connection.query<{ kind: string; name: string }>(`${kept.shape.users} limit 5`, [id]);
    if (users.length > 0) {
      throw new RemError('in_use', users.map(({ kind, name }) => `${kind} ${name}`).join(', '));
    }
    await connection.query(`delete from ${kept.shape.table} where id = $1`, [id]);
    await auditChange(connection, kept, { action: 'remove', before, after: null, by, now });
  });
}
