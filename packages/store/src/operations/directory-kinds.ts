import {
  type DirectoryFields,
  type DirectoryKind,
  type DirectoryRecord,
  directoryKinds,
  newPerson,
  type Person,
  person,
  RemError,
} from '@rem/protocol';
import type { PersonFields } from '../directory.ts';
import { read, type Schema } from '../read.ts';
import type { SortColumns } from '../sql.ts';

/** How a kind of record lies in the database. */
export interface Shape {
  readonly table: string;
  /** SQL for the record as the protocol has it. */
  readonly record: string;
  /** Columns `q` looks in. */
  readonly found: readonly string[];
  readonly sort: SortColumns;
  /** SQL that names what uses the record `$1`: rows of `kind`, `name`. */
  readonly users: string;
}

const record = "data || jsonb_build_object('id', id, 'version', version)";
const byName: SortColumns = { columns: { name: 'lower(name)' }, usual: 'lower(name)', unique: 'id' };

const liveSessions = (column: string) =>
  `select 'session' as kind, id::text as name from rem.sessions where ${column} = $1`;

export const shapes: Readonly<Record<DirectoryKind, Shape>> = {
  skills: {
    ...{ table: 'rem.skills', record, found: ['name'], sort: byName },
    users: `select 'service' as kind, name from rem.service_skills join rem.services on id = service_id
        where skill_id = $1
      union all
      select 'person', name from rem.person_skills join rem.people on id = person_id where skill_id = $1`,
  },
  services: {
    ...{ table: 'rem.services', record, found: ['name'] },
    sort: {
      columns: { name: 'lower(name)', position: 'position' },
      usual: 'position, lower(name)',
      unique: 'id',
    },
    users: `select 'kiosk' as kind, name from rem.kiosk_services join rem.kiosks on id = kiosk_id
        where service_id = $1
      union all
      ${liveSessions('needs_service_id')}`,
  },
  branches: {
    ...{ table: 'rem.branches', record, found: ['name', "data ->> 'address'"], sort: byName },
    users: `select 'kiosk' as kind, name from rem.kiosks where branch_id = $1
      union all
      ${liveSessions('needs_branch_id')}`,
  },
  kiosks: {
    table: 'rem.kiosks',
    record:
      "data || jsonb_build_object('id', id, 'version', version, 'enrolledAt', enrolled_at, 'lastSeenAt', last_seen_at)",
    found: ['name'],
    sort: {
      columns: {
        name: 'lower(name)',
        branchId: 'branch_id',
        enrolledAt: 'enrolled_at',
        lastSeenAt: 'last_seen_at',
      },
      usual: 'lower(name)',
      unique: 'id',
    },
    users: liveSessions('needs_kiosk_id'),
  },
  dispositions: {
    ...{ table: 'rem.dispositions', record, found: ['name'], sort: byName },
    users: `select 'service' as kind, name from rem.service_dispositions join rem.services on id = service_id
        where disposition_id = $1`,
  },
};

export const peopleShape: Shape = {
  table: 'rem.people',
  record: "data || jsonb_build_object('id', id, 'version', version, 'lockedUntil', locked_until)",
  found: ['name', 'sign_in_name', 'title'],
  sort: {
    columns: {
      name: 'lower(name)',
      signInName: 'lower(sign_in_name)',
      title: 'lower(title)',
      active: 'active',
    },
    usual: 'lower(name)',
    unique: 'id',
  },
  // Locked, so that they cannot start to work meanwhile.
  users: `select 'expert is' as kind, state as name
    from (select state from rem.experts where id = $1 for update) as expert where state <> 'offline'`,
};

/** A row as `select id, <record> as record` gives it. */
export interface RecordRow {
  readonly id: string;
  readonly record: unknown;
}

export function readRecord<K extends DirectoryKind>(kind: K, row: RecordRow): DirectoryRecord<K> {
  // The table of kinds ties each kind to its schema; looking up by a type parameter loses that.
  const schema = directoryKinds[kind].record as unknown as Schema<DirectoryRecord<K>>;
  return read(schema, row.record, shapes[kind].table, row.id);
}

export const readPerson = (row: RecordRow): Person => read(person, row.record, peopleShape.table, row.id);

/** Only what belongs to the kind is stored, whatever else the object carries. */
export function fieldsOf<K extends DirectoryKind>(kind: K, fields: DirectoryFields<K>): object {
  const parsed = directoryKinds[kind].fields.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw RemError.fromZod('bad_request', parsed.error, kind);
}

const personFieldsSchema = newPerson.omit({ password: true });

export function personFieldsOf(fields: PersonFields): object {
  const parsed = personFieldsSchema.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw RemError.fromZod('bad_request', parsed.error, 'people');
}
