import { randomUUID } from 'node:crypto';
import type { Clock } from '@rem/kit';
import { type ApiKey, apiKey, RemError } from '@rem/protocol';
import type { By } from '../audit.ts';
import type { Connection, Database } from '../database.ts';
import type { Keys } from '../directory.ts';
import { read } from '../read.ts';
import { type SortColumns, selectPage, Where } from '../sql.ts';
import { appendAudit } from './audit.ts';

const columns =
  'id, name, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"';

const sort: SortColumns = {
  columns: { name: 'lower(name)', createdAt: 'created_at', lastUsedAt: 'last_used_at' },
  usual: 'created_at desc',
  unique: 'id',
};

const item = (row: { readonly id: string }): ApiKey => read(apiKey, row, 'rem.api_keys', row.id);

export function keysOf(database: Database, clock: Clock): Keys {
  return {
    create: ({ name, keyHash }, by) =>
      database.transaction(async (connection) => {
        const now = clock.now();
        const [row] = await connection.query<{ id: string }>(
          `insert into rem.api_keys (id, name, key_hash, created_at) values ($1, $2, $3, $4) returning ${columns}`,
          [randomUUID(), name, keyHash, now],
        );
        if (!row) throw new RemError('internal', 'the new key is gone');
        return audited(connection, { action: 'create', key: item(row), by, now });
      }),

    list: (query) =>
      database.use((connection) =>
        selectPage(connection, {
          ...{ columns, from: 'rem.api_keys', where: new Where().contains(['name'], query.q) },
          ...{ sort, query, item },
        }),
      ),

    async byHash(keyHash) {
      const [row] = await database.query<{ id: string }>(
        `select ${columns} from rem.api_keys where key_hash = $1 and revoked_at is null`,
        [keyHash],
      );
      return row ? item(row) : null;
    },

    async touch(id, now) {
      await database.query(
        'update rem.api_keys set last_used_at = greatest(last_used_at, $2) where id = $1',
        [id, now],
      );
    },

    revoke: (id, by) =>
      database.transaction(async (connection) => {
        const now = clock.now();
        const [row] = await connection.query<{ id: string }>(
          `update rem.api_keys set revoked_at = $2 where id = $1 and revoked_at is null returning ${columns}`,
          [id, now],
        );
        if (row) return audited(connection, { action: 'revoke', key: item(row), by, now });
        const [revoked] = await connection.query<{ id: string }>(
          `select ${columns} from rem.api_keys where id = $1`,
          [id],
        );
        if (!revoked) throw new RemError('not_found', 'keys');
        return item(revoked);
      }),
  };
}

async function audited(
  connection: Connection,
  { action, key, by, now }: { action: 'create' | 'revoke'; key: ApiKey; by: By; now: number },
): Promise<ApiKey> {
  const { id, name } = key;
  const entry = {
    ...by,
    action: `keys:${action}`,
    subject: { kind: 'keys', id, name },
    before: null,
    after: key,
  };
  await appendAudit(connection, entry, now);
  return key;
}
