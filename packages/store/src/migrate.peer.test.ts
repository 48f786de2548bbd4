import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startPostgres, type TestPostgres } from '@rem/testkit';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MigrationChangedError, migrate, openStore, SchemaTooNewError } from './mod.ts';

const ours = new URL('../migrations/', import.meta.url);
const known = (await readdir(ours)).length;
const newest = (version: number) => `${String(version).padStart(6, '0')}.sql`;

let postgres: TestPostgres;
let url: string;
/** A copy of our migrations, for a program of another version. */
let folder: string;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  url = await postgres.createDatabase();
  folder = await mkdtemp(join(tmpdir(), 'rem-migrations-'));
  await cp(ours, folder, { recursive: true });
  return () => rm(folder, { recursive: true });
});

const other = () => ({ folder: pathToFileURL(`${folder}/`) });

async function sql(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const versions = () => sql('select version from rem.schema_version order by version');
const tables = () => sql(`select tablename from pg_tables where schemaname in ('rem', 'public') order by 1`);

test('[STO1] an empty database gets the whole schema, a migrated one stays as it is', async () => {
  expect(await migrate(url)).toEqual({ from: 0, to: known });
  expect(await migrate(url)).toEqual({ from: known, to: known });
  const store = openStore({ url });
  expect(await store.isEmpty()).toBe(true);
  await store.close();
  expect(await sql(`select schemaname from pg_tables where schemaname = 'public'`)).toEqual([]);
});

test('[STO2] of many migrators at once one does the work, all succeed', async () => {
  const results = await Promise.all(Array.from({ length: 6 }, () => migrate(url)));
  expect(results.map(({ from }) => from).sort()).toEqual([0, known, known, known, known, known]);
  expect(await versions()).toHaveLength(known);
});

test('[STO3] a newer schema is refused with both numbers, and nothing is touched', async () => {
  await writeFile(join(folder, newest(known + 1)), 'create table rem.future (id int);');
  await migrate(url, other());
  const before = await tables();
  const refusal = await migrate(url).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(SchemaTooNewError);
  expect(refusal).toMatchObject({ found: known + 1, known });
  expect(String(refusal)).toContain(`version ${known + 1}`);
  expect(await tables()).toEqual(before);
});

test('[STO1] an older schema gets only what it lacks', async () => {
  await migrate(url);
  await writeFile(join(folder, newest(known + 1)), 'create table rem.future (id int);');
  expect(await migrate(url, other())).toEqual({ from: known, to: known + 1 });
});

test('[STO4] an applied migration whose file was changed is refused', async () => {
  await migrate(url);
  await writeFile(join(folder, newest(2)), 'select 1;');
  const refusal = await migrate(url, other()).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(MigrationChangedError);
  expect(refusal).toMatchObject({ version: 2 });
});

test('[STO5] a migration that fails takes all of its run back', async () => {
  await writeFile(join(folder, newest(known + 1)), 'create table rem.half (id int); select nonsense;');
  await expect(migrate(url, other())).rejects.toMatchObject({ code: 'internal' });
  expect(await tables()).toEqual([]);
  await rm(join(folder, newest(known + 1)));
  expect(await migrate(url, other())).toEqual({ from: 0, to: known });
});

test('[STO5] a gap between the files is refused before anything is done', async () => {
  await writeFile(join(folder, newest(known + 2)), 'select 1;');
  await expect(migrate(url, other())).rejects.toMatchObject({ code: 'internal' });
  expect(await tables()).toEqual([]);
});

test('[STO16] a database that is not there is unavailable', async () => {
  const nowhere = new URL(url);
  nowhere.pathname = '/no_such_database';
  await expect(migrate(nowhere.href)).rejects.toMatchObject({ code: 'unavailable' });
  nowhere.searchParams.set('host', folder);
  await expect(migrate(nowhere.href)).rejects.toMatchObject({ code: 'unavailable' });
});
