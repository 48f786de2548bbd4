import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Logger } from '@rem/kit/logger';
import { RemError } from '@rem/protocol';
import pg from 'pg';
import { translate } from './translate.ts';

/** The database is newer than this program: nothing is touched; start a program that knows its schema. */
export class SchemaTooNewError extends Error {
  override readonly name = 'SchemaTooNewError';
  /** Version of the schema in the database. */
  readonly found: number;
  /** Newest version this program knows. */
  readonly known: number;

  constructor(found: number, known: number) {
    super(`the database has schema version ${found}, this program knows up to ${known}: use a newer program`);
    this.found = found;
    this.known = known;
  }
}

/** A migration that was applied is not the file this program has: one of the two was changed. */
export class MigrationChangedError extends Error {
  override readonly name = 'MigrationChangedError';
  readonly version: number;

  constructor(version: number) {
    super(`migration ${fileName(version)} was applied with other content than this program has`);
    this.version = version;
  }
}

export interface MigrateOptions {
  readonly logger?: Logger;
  /** Default: the program's own `migrations/`. */
  readonly folder?: URL;
}

export interface Migrated {
  /** Version found, 0 for an empty database. */
  readonly from: number;
  readonly to: number;
}

interface Migration {
  readonly version: number;
  readonly sql: string;
  readonly checksum: string;
}

/** Whoever migrates holds this advisory lock: a number of ours, the same in every version. */
const LOCK = 7_361_501;

/** How long to wait for a connection, ms. */
const CONNECT_MS = 5_000;

/**
 * Brings the schema up to what this program knows: all missing migrations in one transaction, or none. Servers that
 * start together take turns; the second finds nothing to do.
 * @throws SchemaTooNewError, MigrationChangedError, RemError `unavailable`
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<Migrated> {
  const migrations = await readMigrations(options.folder ?? new URL('../migrations/', import.meta.url));
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'rem-migrate',
  });
  client.on('error', () => {}); // It also rejects the running query.
  try {
    await client.connect();
    await client.query('begin');
    const migrated = await apply(client, migrations, options.logger);
    await client.query('commit');
    return migrated;
  } catch (error) {
    if (error instanceof SchemaTooNewError || error instanceof MigrationChangedError) throw error;
    throw translate(error);
  } finally {
    // Ends an open transaction too. A connection that is gone cannot be closed again.
    await client.end().catch(() => {});
  }
}

async function apply(
  client: pg.Client,
  migrations: readonly Migration[],
  logger: Logger | undefined,
): Promise<Migrated> {
  await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
  await client.query('create schema if not exists rem');
  await client.query(
    'create table if not exists rem.schema_version ' +
      '(version int primary key, checksum text not null, applied_at bigint not null)',
  );
  const { rows: applied } = await client.query<{ version: number; checksum: string }>(
    'select version, checksum from rem.schema_version order by version',
  );
  const from = applied.at(-1)?.version ?? 0;
  const known = migrations.length;
  if (from > known) throw new SchemaTooNewError(from, known);
  for (const { version, checksum } of applied) {
    if (migrations[version - 1]?.checksum !== checksum) throw new MigrationChangedError(version);
  }
  for (const { version, sql, checksum } of migrations.slice(from)) {
    await client.query(sql);
    await client.query(
      'insert into rem.schema_version values ($1, $2, (extract(epoch from clock_timestamp()) * 1000)::bigint)',
      [version, checksum],
    );
    logger?.info({ version }, 'schema migrated');
  }
  return { from, to: known };
}

function fileName(version: number): string {
  return `${String(version).padStart(6, '0')}.sql`;
}

/** `000001.sql`, `000002.sql` … without a gap. */
async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const version = index + 1;
      if (name !== fileName(version)) {
        throw new RemError('internal', `expected migration ${fileName(version)}, found ${name}`);
      }
      const sql = await readFile(new URL(name, folder), 'utf8');
      return { version, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
