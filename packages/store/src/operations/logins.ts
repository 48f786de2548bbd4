import type { Clock } from '@rem/kit';
import { account } from '@rem/protocol';
import type { Database } from '../database.ts';
import type { Logins } from '../directory.ts';
import { read } from '../read.ts';

interface Found {
  readonly id: string;
  readonly account: unknown;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
}

export function loginsOf(database: Database, clock: Clock): Logins {
  return {
    async create({ tokenHash, accountId, address, userAgent, expiresAt }) {
      await database.query(
        `insert into rem.logins (token_hash, account_id, address, user_agent, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $5, $6)`,
        [tokenHash, accountId, address, userAgent, clock.now(), expiresAt],
      );
    },

    async find(tokenHash) {
      const [row] = await database.query<Found>(
        `select p.id, l.created_at as "createdAt", l.last_seen_at as "lastSeenAt", l.expires_at as "expiresAt",
           p.data || jsonb_build_object('id', p.id) as account
         from rem.logins as l join rem.people as p on p.id = l.account_id
         where l.token_hash = $1 and l.expires_at > $2 and p.active`,
        [tokenHash, clock.now()],
      );
      if (!row) return null;
      const { id, createdAt, lastSeenAt, expiresAt } = row;
      return { account: read(account, row.account, 'rem.people', id), createdAt, lastSeenAt, expiresAt };
    },

    async touch(tokenHash, { expiresAt } = {}) {
      await database.query(
        `update rem.logins set last_seen_at = greatest(last_seen_at, $2), expires_at = coalesce($3, expires_at)
         where token_hash = $1`,
        [tokenHash, clock.now(), expiresAt ?? null],
      );
    },

    async remove(tokenHash) {
      await database.query('delete from rem.logins where token_hash = $1', [tokenHash]);
    },

    async removeAllOf(accountId) {
      const removed = await database.query('delete from rem.logins where account_id = $1 returning 1', [
        accountId,
      ]);
      return removed.length;
    },

    async removeExpired(now) {
      const removed = await database.query('delete from rem.logins where expires_at <= $1 returning 1', [
        now,
      ]);
      return removed.length;
    },
  };
}
