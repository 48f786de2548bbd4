import { createHash, randomUUID } from 'node:crypto';
import type { ExpertProfile } from '@rem/domain';
import type { Clock } from '@rem/kit';
import { type Person, RemError } from '@rem/protocol';
import type { Connection, Database } from '../database.ts';
import type { Credentials, People, PersonFields } from '../directory.ts';
import { selectPage, Where } from '../sql.ts';
import { auditChange, type Kept, loadRecord, lockRecord, naming, removeRecord } from './change-record.ts';
import { peopleShape, personFieldsOf, type RecordRow, readPerson } from './directory-kinds.ts';

/** In the audit a picture is its hash: that it changed matters, not 48 kB of it twice. */
function shown({ picture, ...rest }: Person): unknown {
  const hash = picture && `sha256:${createHash('sha256').update(picture).digest('hex')}`;
  return { ...rest, picture: hash };
}

const kept: Kept<Person> = { kind: 'people', shape: peopleShape, read: readPerson, shown };

const stored = (fields: PersonFields): string => JSON.stringify(personFieldsOf(fields));

export function peopleOf(database: Database, clock: Clock): People {
  return {
    list: (query) =>
      database.use((connection) =>
        selectPage(connection, {
          columns: `id, ${peopleShape.record} as record`,
          from: peopleShape.table,
          where: new Where().contains(peopleShape.found, query.q),
          sort: peopleShape.sort,
          query,
          item: readPerson,
        }),
      ),

    get: (id) => loadRecord(database, kept, id),

    create({ fields, passwordHash }, by, options = {}) {
      const id = options.id ?? randomUUID();
      const create = database.transaction(async (connection) => {
        await connection.query('insert into rem.people (id, data, password_hash) values ($1, $2, $3)', [
          id,
          stored(fields),
          passwordHash,
        ]);
        const after = await loadRecord(connection, kept, id);
        if (!after) throw new RemError('internal', `people ${id} is gone`);
        await auditChange(connection, kept, { action: 'create', before: null, after, by, now: clock.now() });
        return after;
      });
      return naming(create);
    },

    update(id, version, { fields, passwordHash }, by) {
      const update = database.transaction(async (connection) => {
        const before = await lockRecord(connection, kept, id, version);
        await connection.query(
          `update rem.people set data = $2, version = version + 1, password_hash = coalesce($3, password_hash)
           where id = $1`,
          [id, stored(fields), passwordHash ?? null],
        );
        if (passwordHash !== undefined) await unlock(connection, id);
        if (passwordHash !== undefined || !fields.active) {
          await connection.query('delete from rem.logins where account_id = $1', [id]);
        }
        const after = (await loadRecord(connection, kept, id)) ?? before;
        const told: Kept<Person> =
          passwordHash === undefined ? kept : { ...kept, shown: shownWithNewPassword };
        await auditChange(connection, told, { action: 'update', before, after, by, now: clock.now() });
        return after;

        function shownWithNewPassword(person: Person): unknown {
          return person === after ? { ...Object(shown(person)), password: 'changed' } : shown(person);
        }
      });
      return naming(update);
    },

    remove: (id, version, by) => removeRecord(database, kept, { id, version, by, now: clock.now() }),

    bySignInName: (name) => credentials(database, name),

    async signInFailed(id, { failures, lockedUntil }) {
      const [row] = await database.query<{ failures: number }>(
        `update rem.people set failures = greatest(failures + 1, $2), locked_until = greatest(locked_until, $3)
         where id = $1 returning failures`,
        [id, failures, lockedUntil],
      );
      return row?.failures ?? 0;
    },

    signInSucceeded: (id) => unlock(database, id),

    async profiles() {
      const rows = await database.query<RecordRow>(
        `select id, ${peopleShape.record} as record from rem.people where data -> 'roles' ? 'expert'`,
      );
      return rows.map(readPerson).map(profile);
    },
  };
}

async function unlock(connection: Connection, id: string): Promise<void> {
  await connection.query('update rem.people set failures = 0, locked_until = null where id = $1', [id]);
}

async function credentials(connection: Connection, name: string): Promise<Credentials | null> {
  const [row] = await connection.query<RecordRow & { passwordHash: string; failures: number }>(
    `select id, ${peopleShape.record} as record, password_hash as "passwordHash", failures
     from rem.people where lower(sign_in_name) = lower($1)`,
    [name.trim()],
  );
  if (!row) return null;
  const person = readPerson(row);
  const { passwordHash, failures } = row;
  return { person, passwordHash, failures, lockedUntil: person.lockedUntil };
}

function profile({ id, name, languages, skills, active }: Person): ExpertProfile {
  return { id, name, languages, skills, active };
}
