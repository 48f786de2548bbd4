import type { Change } from '@rem/domain';
import type { Connection } from '../database.ts';

/** See `Store.commit`; the work is done by `rem.commit_change` in migrations/000004.sql. */
export async function commit(
  connection: Connection,
  change: Change,
  requestId: string | undefined,
): Promise<void> {
  await connection.query('select rem.commit_change($1, $2)', [JSON.stringify(change), requestId ?? null]);
}
