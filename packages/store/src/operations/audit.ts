import { type AuditQuery, type AuditRow, auditRow, type Page } from '@rem/protocol';
import type { AuditEntry, AuditHead, AuditVerdict } from '../audit.ts';
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

/** One statement, so that rows and head are of the same moment. */
export async function verifyAudit(
  connection: Connection,
  noted: AuditHead | undefined,
): Promise<AuditVerdict> {
  const [found] = await connection.query<{
    gap: number | null;
    altered: number | null;
    last: number;
    headNo: number;
    headHash: string;
    headFits: boolean;
    notedFits: boolean;
  }>(
    `with chain as (
       select no, hash,
         row_number() over (order by no) as place,
         rem.audit_hash(coalesce(lag(hash) over (order by no), repeat('0', 64)),
           no, at, actor, action, subject, before, after, address) as computed
       from rem.audit
     )
     select
       (select min(place) from chain where no <> place) as gap,
       (select min(no) from chain where hash <> computed) as altered,
       (select coalesce(max(no), 0) from chain) as last,
       head.no as "headNo",
       head.hash as "headHash",
       head.hash = coalesce((select hash from chain where no = head.no), repeat('0', 64)) as "headFits",
       $1::bigint is null or $1 = 0 or exists (select from chain where no = $1 and hash = $2) as "notedFits"
     from rem.audit_head as head`,
    [noted?.no ?? null, noted?.hash ?? null],
  );
  if (!found) return { ok: false, no: 0, fault: 'head_differs' };
  const { gap, altered, last, headNo, headHash } = found;
  if (gap !== null && (altered === null || gap <= altered)) return { ok: false, no: gap, fault: 'missing' };
  if (altered !== null) return { ok: false, no: altered, fault: 'altered' };
  if (last < headNo) return { ok: false, no: last + 1, fault: 'missing' };
  if (last > headNo || !found.headFits) return { ok: false, no: headNo, fault: 'head_differs' };
  if (!found.notedFits) return { ok: false, no: noted?.no ?? 0, fault: 'head_differs' };
  return { ok: true, head: { no: headNo, hash: headHash } };
}
