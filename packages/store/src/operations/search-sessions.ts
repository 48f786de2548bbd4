import { type Page, type SessionQuery, type SessionRow, sessionRow } from '@rem/protocol';
import type { Connection } from '../database.ts';
import { read } from '../read.ts';
import { escapeLike, type SortColumns, selectPage, Where } from '../sql.ts';

const columns = `id, state, service_id as "serviceId", service_name as "serviceName", branch_id as "branchId",
  branch_name as "branchName", kiosk_name as "kioskName", language, customer_name as "customerName",
  expert_id as "expertId", expert_name as "expertName", requested_at as "requestedAt", accepted_at as "acceptedAt",
  connected_at as "connectedAt", ended_at as "endedAt", outcome, reason, disposition`;

const sort: SortColumns = {
  columns: {
    requestedAt: 'requested_at',
    acceptedAt: 'accepted_at',
    connectedAt: 'connected_at',
    endedAt: 'ended_at',
    state: 'state',
    outcome: 'outcome',
    language: 'language',
    customerName: 'lower(customer_name)',
    serviceName: "lower(service_name ->> 'en')",
    branchName: 'lower(branch_name)',
    expertName: 'lower(expert_name)',
  },
  usual: 'requested_at desc',
  unique: 'id',
};

const item = (row: { readonly id: string }): SessionRow => read(sessionRow, row, 'rem.sessions', row.id);

export function searchSessions(connection: Connection, query: SessionQuery): Promise<Page<SessionRow>> {
  const where = new Where()
    .and('state = ?', query.state)
    .and('outcome = ?', query.outcome)
    .and('service_id = ?', query.serviceId)
    .and('branch_id = ?', query.branchId)
    .and('expert_id = ?', query.expertId)
    .and('requested_at >= ?', query.from)
    .and('requested_at < ?', query.to);
  if (query.q) {
    const text = escapeLike(query.q);
    // One value does for both: an id has no upper case, and what matches at its start matches nowhere else in it.
    where.and(
      `(id::text ilike substr(?, 2) or customer_name ilike ? or expert_name ilike ? or branch_name ilike ?
        or exists (select from jsonb_each_text(service_name) where value ilike ?))`,
      `%${text}%`,
    );
  }
  return selectPage(connection, { columns, from: 'rem.session_rows', where, sort, query, item });
}

export async function sessionRowById(connection: Connection, id: string): Promise<SessionRow | null> {
  const [row] = await connection.query<{ id: string }>(
    `select ${columns} from rem.session_rows where id = $1`,
    [id],
  );
  return row ? item(row) : null;
}
