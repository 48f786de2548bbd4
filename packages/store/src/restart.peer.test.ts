import { type TestPostgres, until } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Database } from './database.ts';
import { openStore } from './mod.ts';
import { Bank, startMigrated } from './testing/bank.ts';

let postgres: TestPostgres;
let bank: Bank;
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);

beforeAll(async () => {
  postgres = await startMigrated();
  process.on('unhandledRejection', note);
  process.on('uncaughtExceptionMonitor', note);
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  process.off('uncaughtExceptionMonitor', note);
  await postgres.stop();
});
beforeEach(async () => {
  bank = await Bank.open(postgres);
});
afterEach(() => bank.close(postgres));

test('[STO16] after kill -9 of the database everything is unavailable, then works again by itself', async () => {
  const acknowledged = await bank.session();
  // Connections of all kinds when it dies: idle in the pool, within a statement, within a transaction.
  await Promise.all(Array.from({ length: 6 }, () => bank.store.ping()));
  const racing = Array.from({ length: 20 }, () => bank.request());
  const results = Promise.allSettled(
    racing.map((change, index) =>
      index % 2 === 0
        ? bank.store.commit(change)
        : bank.store.audit.verify().then(() => bank.store.commit(change)),
    ),
  );
  await postgres.kill9();
  const settled = await results;
  for (const result of settled) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'unavailable' });
  }
  await expect(bank.store.ping()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  await expect(bank.store.commit(bank.request())).rejects.toMatchObject({ code: 'unavailable' });
  await expect(bank.store.audit.append({ ...auditEntry })).rejects.toMatchObject({ code: 'unavailable' });

  await postgres.restart();
  await until(async () => {
    await bank.store.ping();
    return true;
  });
  expect(await bank.store.session(acknowledged.id)).toEqual(acknowledged);
  for (const [index, result] of settled.entries()) {
    const id = racing[index]?.sessions[0]?.id ?? '';
    if (result.status === 'fulfilled') expect(await bank.store.session(id)).not.toBeNull();
  }
  await bank.store.commit(bank.request());
  expect(await bank.store.audit.verify()).toMatchObject({ ok: true });
  expect(unhandled).toEqual([]);
});

const auditEntry = {
  actor: { kind: 'system' as const, id: null, name: 'system' },
  action: 'start',
  subject: null,
  before: null,
  after: null,
  address: null,
};

test('[STO16] connections ended by the server are replaced', async () => {
  await Promise.all(Array.from({ length: 6 }, () => bank.store.ping()));
  await bank.sql(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'rem' and datname = current_database()`);
  await until(() => bank.store.ping().then(() => true));
  expect(unhandled).toEqual([]);
});

test('[STO16] more wishes than connections wait for their turn, and close waits for them', async () => {
  const store = openStore({ url: bank.url, poolSize: 2 });
  const changes = Array.from({ length: 40 }, () => bank.request());
  const all = Promise.all(changes.map((change) => store.commit(change)));
  await all;
  await Promise.all([store.close(), store.close()]);
  await expect(store.ping()).rejects.toMatchObject({ code: 'unavailable' });
  expect((await bank.store.world()).sessions).toHaveLength(40);
});

describe('[STO16] a database that does not answer in time', () => {
  let database: Database;
  beforeEach(() => {
    database = new Database({ url: bank.url, poolSize: 1, onConnectionLost: note, statementMs: 300 });
  });
  afterEach(() => database.close());

  test('because a statement takes too long is unavailable', async () => {
    await expect(database.query('select pg_sleep(30)')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('because it stands still is unavailable, and is asked on another connection', async () => {
    const [backend] = await database.query<{ pid: number }>('select pg_backend_pid() as pid');
    if (!backend) throw new Error('no backend');
    process.kill(backend.pid, 'SIGSTOP');
    try {
      await expect(database.query('select 1')).rejects.toMatchObject({ code: 'unavailable' });
      expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      process.kill(backend.pid, 'SIGCONT');
    }
    expect(unhandled).toEqual([]);
  });
});
