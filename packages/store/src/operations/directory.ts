import { randomUUID } from 'node:crypto';
import type { Clock } from '@rem/kit';
import { type DirectoryKind, type DirectoryRecord, RemError } from '@rem/protocol';
import type { Database } from '../database.ts';
import type { Directory } from '../directory.ts';
import { orderBy, selectPage, Where } from '../sql.ts';
import { auditChange, type Kept, loadRecord, lockRecord, naming, removeRecord } from './change-record.ts';
import { fieldsOf, type RecordRow, readRecord, shapes } from './directory-kinds.ts';

function keptAs<K extends DirectoryKind>(kind: K): Kept<DirectoryRecord<K>> {
  return { kind, shape: shapes[kind], read: (row) => readRecord(kind, row), shown: (record) => record };
}

export function directoryOf(database: Database, clock: Clock): Directory {
  return {
    list(kind, query) {
      const { table, record, found, sort } = shapes[kind];
      return database.use((connection) =>
        selectPage(connection, {
          columns: `id, ${record} as record`,
          from: table,
          where: new Where().contains(found, query.q),
          sort,
          query,
          item: (row: RecordRow) => readRecord(kind, row),
        }),
      );
    },

    async all(kind) {
      const { table, record, sort } = shapes[kind];
      const rows = await database.query<RecordRow>(
        `select id, ${record} as record from ${table} ${orderBy(undefined, sort)}`,
      );
      return rows.map((row) => readRecord(kind, row));
    },

    get: (kind, id) => loadRecord(database, keptAs(kind), id),

    create(kind, fields, by, options = {}) {
      const kept = keptAs(kind);
      const id = options.id ?? randomUUID();
      const create = database.transaction(async (connection) => {
        await connection.query(`insert into ${kept.shape.table} (id, data) values ($1, $2)`, [
          id,
          JSON.stringify(fieldsOf(kind, fields)),
        ]);
        const after = await loadRecord(connection, kept, id);
        if (!after) throw new RemError('internal', `${kind} ${id} is gone`);
        await auditChange(connection, kept, { action: 'create', before: null, after, by, now: clock.now() });
        return after;
      });
      return naming(create);
    },

    update(kind, id, version, fields, by) {
      const kept = keptAs(kind);
      const update = database.transaction(async (connection) => {
        const before = await lockRecord(connection, kept, id, version);
        await connection.query(
          `update ${kept.shape.table} set data = $2, version = version + 1 where id = $1`,
          [id, JSON.stringify(fieldsOf(kind, fields))],
        );
        const after = await loadRecord(connection, kept, id);
        await auditChange(connection, kept, { action: 'update', before, after, by, now: clock.now() });
        return after ?? before;
      });
      return naming(update);
    },

    remove: (kind, id, version, by) =>
      removeRecord(database, keptAs(kind), { id, version, by, now: clock.now() }),
  };
}
