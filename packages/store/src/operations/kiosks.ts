import type { Clock } from '@rem/kit';
import { type Kiosk, RemError } from '@rem/protocol';
import type { By } from '../audit.ts';
import type { Connection, Database } from '../database.ts';
import type { Kiosks } from '../directory.ts';
import { appendAudit } from './audit.ts';
import { type RecordRow, readRecord, shapes } from './directory-kinds.ts';

const { record } = shapes.kiosks;

export function kiosksOf(database: Database, clock: Clock): Kiosks {
  /** One change of a kiosk's enrolment and its audit row; null when `where` finds none. */
  function change(
    what: { readonly set: string; readonly where: string; readonly values: readonly unknown[] },
    audit: {
      readonly action: string;
      readonly after: (kiosk: Kiosk) => unknown;
      readonly by: (kiosk: Kiosk) => By;
    },
  ): Promise<Kiosk | null> {
    return database.transaction(async (connection: Connection) => {
      const [row] = await connection.query<RecordRow>(
        `update rem.kiosks set ${what.set} where ${what.where} returning id, ${record} as record`,
        what.values,
      );
      if (!row) return null;
      const kiosk = readRecord('kiosks', row);
      await appendAudit(
        connection,
        {
          ...audit.by(kiosk),
          action: audit.action,
          subject: { kind: 'kiosks', id: kiosk.id, name: kiosk.name },
          before: null,
          after: audit.after(kiosk),
        },
        clock.now(),
      );
      return kiosk;
    });
  }

  return {
    async setEnrolCode(id, codeHash, expiresAt, by) {
      const kiosk = await change(
        {
          set: 'enrol_code_hash = $2, enrol_code_expires_at = $3',
          where: 'id = $1',
          values: [id, codeHash, expiresAt],
        },
        { action: 'kiosks:enrol_code', after: () => ({ expiresAt }), by: () => by },
      );
      if (!kiosk) throw new RemError('not_found', 'kiosks');
    },

    enrol: ({ codeHash, tokenHash, now, address }) =>
      change(
        {
          set: `enrol_code_hash = null, enrol_code_expires_at = null, token_hash = $2, enrolled_at = $3,
            last_seen_at = $3`,
          where: 'enrol_code_hash = $1 and enrol_code_expires_at > $3',
          values: [codeHash, tokenHash, now],
        },
        {
          action: 'kiosks:enrol',
          after: ({ enrolledAt }) => ({ enrolledAt }),
          by: ({ id, name }) => ({ actor: { kind: 'kiosk', id, name }, address }),
        },
      ),

    async byToken(tokenHash) {
      const [row] = await database.query<RecordRow>(
        `select id, ${record} as record from rem.kiosks where token_hash = $1`,
        [tokenHash],
      );
      return row ? readRecord('kiosks', row) : null;
    },

    async touch(id, now) {
      await database.query(
        'update rem.kiosks set last_seen_at = greatest(last_seen_at, $2) where id = $1 and token_hash is not null',
        [id, now],
      );
    },

    async unenrol(id, by) {
      const kiosk = await change(
        {
          set: 'enrol_code_hash = null, enrol_code_expires_at = null, token_hash = null, enrolled_at = null',
          where: 'id = $1',
          values: [id],
        },
        { action: 'kiosks:unenrol', after: () => null, by: () => by },
      );
      if (!kiosk) throw new RemError('not_found', 'kiosks');
    },
  };
}
