import { auditQuery } from '@rem/protocol';
import type { TestPostgres } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Database } from './database.ts';
import type { AuditEntry, AuditVerdict } from './mod.ts';
import { verifyAudit } from './operations/verify-audit.ts';
import { admin, Bank, startMigrated } from './testing/bank.ts';

let postgres: TestPostgres;
let bank: Bank;
beforeAll(async () => {
  postgres = await startMigrated();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  bank = await Bank.open(postgres);
});
afterEach(() => bank.close(postgres));

const entry = (action: string): AuditEntry => ({
  ...admin,
  action,
  subject: { kind: 'account', id: 'amara', name: 'Amara' },
  before: null,
  after: { b: [1, 2.5, null], a: { z: 'Zoë', y: true } },
});

/** A change that only someone who owns the tables can make. */
async function tamper(statement: string): Promise<void> {
  await bank.sql('alter table rem.audit disable trigger user');
  await bank.sql(statement);
  await bank.sql('alter table rem.audit enable trigger user');
}

/** A long log is computed in several statements; here the short one is. */
async function inBatches(batch: number): Promise<AuditVerdict> {
  const database = new Database({ url: bank.url, poolSize: 1, onConnectionLost: () => {} });
  try {
    return await verifyAudit(database, undefined, batch);
  } finally {
    await database.close();
  }
}

test('[STO31] rows are numbered without a gap and chained, also when many are written at once', async () => {
  const rows = await Promise.all(
    Array.from({ length: 30 }, (_, index) => bank.store.audit.append(entry(`a${index}`))),
  );
  const first = 2; // opening the bank wrote the one before
  expect(rows.map(({ no }) => no).sort((a, b) => a - b)).toEqual(rows.map((_, index) => first + index));
  const verdict = await bank.store.audit.verify();
  expect(verdict).toEqual({ ok: true, head: { no: 31, hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  const stored = await bank.store.audit.search(auditQuery.parse({ sort: 'no', size: 200 }));
  expect(stored.items.slice(1)).toEqual([...rows].sort((a, b) => a.no - b.no));
});

test('[STO31] an empty log is whole', async () => {
  await tamper('delete from rem.audit');
  await bank.sql(`update rem.audit_head set no = 0, hash = repeat('0', 64)`);
  expect(await bank.store.audit.verify()).toMatchObject({ ok: true, head: { no: 0 } });
});

test('[STO32] the database refuses to change, remove or empty', async () => {
  for (const statement of [
    `update rem.audit set action = 'nothing'`,
    'delete from rem.audit',
    'truncate rem.audit',
  ]) {
    await expect(bank.sql(statement)).rejects.toThrow('append-only');
  }
});

test.each([
  ['an altered content', `update rem.audit set after = '{"a": 1}' where no = 3`, { no: 3, fault: 'altered' }],
  ['an altered time', 'update rem.audit set at = at + 1 where no = 4', { no: 4, fault: 'altered' }],
  [
    'an altered actor',
    `update rem.audit set actor = actor || '{"name": "X"}' where no = 2`,
    { no: 2, fault: 'altered' },
  ],
  ['a row taken out', 'delete from rem.audit where no = 3', { no: 3, fault: 'missing' }],
  ['the first row taken out', 'delete from rem.audit where no = 1', { no: 1, fault: 'missing' }],
  ['the newest rows cut off', 'delete from rem.audit where no > 4', { no: 5, fault: 'missing' }],
  [
    'a row with its hash made to fit',
    `update rem.audit set action = 'x', hash = (select rem.audit_hash(
      (select hash from rem.audit where no = 2), 3, at, actor, 'x', subject, before, after, address)
      from rem.audit where no = 3) where no = 3`,
    { no: 4, fault: 'altered' },
  ],
  ['the head moved', 'update rem.audit_head set no = 3', { no: 3, fault: 'head_differs' }],
] as const)('[STO33] %s is shown', async (_what, statement, fault) => {
  for (const action of ['b', 'c', 'd', 'e']) await bank.store.audit.append(entry(action));
  expect(await bank.store.audit.verify()).toMatchObject({ ok: true, head: { no: 5 } });
  expect(await inBatches(2)).toMatchObject({ ok: true, head: { no: 5 } });
  await tamper(statement);
  expect(await bank.store.audit.verify()).toEqual({ ok: false, ...fault });
  for (const batch of [1, 2, 3]) expect(await inBatches(batch)).toEqual({ ok: false, ...fault });
});

test('[STO33] a chain made anew from the start does not fit a head noted before', async () => {
  for (const action of ['b', 'c']) await bank.store.audit.append(entry(action));
  const noted = await bank.store.audit.verify();
  if (!noted.ok) throw new Error('not whole');
  await bank.store.audit.append(entry('d'));
  expect(await bank.store.audit.verify(noted.head)).toMatchObject({ ok: true });
  await tamper(`
    update rem.audit set action = 'x' where no = 1;
    do $$ declare each record; previous text := repeat('0', 64); begin
      for each in select * from rem.audit order by no loop
        previous := rem.audit_hash(previous, each.no, each.at, each.actor, each.action, each.subject,
          each.before, each.after, each.address);
        update rem.audit set hash = previous where no = each.no;
      end loop;
      update rem.audit_head set hash = previous;
    end $$`);
  expect(await bank.store.audit.verify()).toMatchObject({ ok: true });
  expect(await bank.store.audit.verify(noted.head)).toEqual({ ok: false, no: 3, fault: 'head_differs' });
});

test('[STO20] the log is searched by action, actor, time and text', async () => {
  const { store, clock } = bank;
  await store.audit.append(entry('sign_in'));
  clock.advance(1_000);
  await store.audit.append({
    ...entry('sign_in:refused'),
    actor: { kind: 'nobody', id: null, name: 'nobody' },
  });
  const actions = async (over: object) =>
    (await store.audit.search(auditQuery.parse(over))).items.map(({ action }) => action);
  expect(await actions({})).toEqual(['sign_in:refused', 'sign_in', 'services:create']);
  expect(await actions({ action: 'sign_in' })).toEqual(['sign_in']);
  expect(await actions({ actorId: admin.actor.id })).toEqual(['sign_in', 'services:create']);
  expect(await actions({ from: bank.now })).toEqual(['sign_in:refused']);
  expect(await actions({ to: bank.now, sort: 'no' })).toEqual(['services:create', 'sign_in']);
  expect(await actions({ q: 'AMARA', size: 1, page: 2 })).toEqual(['sign_in']);
  expect(await actions({ q: 'sign%in' })).toEqual([]);
});
