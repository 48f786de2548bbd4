import { type AuditQuery, type AuditRow, auditRow, type Page } from '@rem/protocol';
import type { AuditEntry } from '../audit.ts';
import type { Connection } from '../database.ts';
import { read } from '../read.ts';
import { type SortColumns, selectPage, Where } from '../sql.ts';

const columns = 'no, at, actor, action, subject, before, after, address';

const sort: SortColumns = {
  columns: { no: 'no', at: 'at', action: 'action', actor: "lower(actor ->> 'name')" },
  usual: 'no desc',
  unique: 'no desc',
};

/** A JSON parameter; null is SQL's null, so that "nothing" has one form. */
const json = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

const item = (row: { readonly no: number }): AuditRow => read(auditRow, row, 'rem.audit', String(row.no));

/** Within a transaction this comes last: writers of the log take turns until their commit. */
export async function appendAudit(connection: Connection, entry: AuditEntry, now: number): Promise<AuditRow> {
  const { actor, action, subject, before, after, address } = entry;
  const [appended] = await connection.query<{ no: number }>(
    'select rem.audit_append($1, $2, $3, $4, $5, $6, $7) as no',
    [now, json(actor), action, json(subject), json(before), json(after), address],
  );
  const row = { no: appended?.no ?? 0, at: now, ...entry };
  return item(row);
}

export function searchAudit(connection: Connection, query: AuditQuery): Promise<Page<AuditRow>> {
  const where = new Where()
    .and('action = ?', query.action)
    .and('actor_id = ?', query.actorId)
    .and('at >= ?', query.from)
    .and('at < ?', query.to)
    .contains(["actor ->> 'name'", "subject ->> 'name'", 'action', 'address'], query.q);
  return selectPage(connection, { columns, from: 'rem.audit', where, sort, query, item });
}
