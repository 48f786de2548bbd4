import { existsSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from './postgres.ts';

let server: TestPostgres;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

/** Runs one statement as the owner, on a connection of its own. */
async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  test('is a PostgreSQL 18 whose user owns the database and is no superuser', async () => {
    const [row] = await query(
      server.url,
      `SELECT current_setting('server_version_num')::int / 10000 AS major, current_setting('is_superuser') AS superuser`,
    );
    expect(row).toEqual({ major: 18, superuser: 'off' });
    await query(server.url, 'CREATE TABLE mine (id int)');
  });

  test('databases are clones of the template and know nothing of each other', async () => {
    await server.prepareTemplate(async (url) => {
      await query(url, 'CREATE TABLE kiosk AS SELECT 1 AS id');
    });
    const [first, second] = [await server.createDatabase(), await server.createDatabase()];
    await query(first, 'INSERT INTO kiosk VALUES (2)');
    expect(await query(first, 'SELECT id FROM kiosk ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await query(second, 'SELECT id FROM kiosk')).toEqual([{ id: 1 }]);
    await server.dropDatabase(second);
    await expect(query(second, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });

  test('what was committed survives kill -9 and a restart, under the same address', async () => {
    const url = await server.createDatabase();
    await query(url, 'CREATE TABLE told AS SELECT 7 AS id');
    await server.kill9();
    await expect(query(url, 'SELECT 1')).rejects.toThrow();
    await server.restart();
    expect(await query(url, 'SELECT id FROM told')).toEqual([{ id: 7 }]);
    await server.restart();
    expect(await query(url, 'SELECT id FROM told')).toEqual([{ id: 7 }]);
  });

  test('stop leaves no folder and may be called again', async () => {
    const other = await startPostgres();
    const socketFolder = new URL(other.url).searchParams.get('host') ?? '';
    expect(existsSync(socketFolder)).toBe(true);
    await other.stop();
    await other.stop();
    expect(existsSync(socketFolder)).toBe(false);
  });
});
