import { expertArrives, newExpert } from '@rem/domain';
import { listQuery } from '@rem/protocol';
import type { TestPostgres } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { admin, Bank, emptyChange, hash, personFields, startMigrated } from './testing/bank.ts';

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

const minute = 60_000;
const person = (signInName: string, over = {}) =>
  bank.store.people.create(
    { fields: personFields(signInName, over), passwordHash: `hash of ${signInName}` },
    admin,
  );
const login = (accountId: string, letter: string) =>
  bank.store.logins.create({
    ...{ tokenHash: hash(letter), accountId, address: '192.0.2.7', userAgent: 'Browser' },
    expiresAt: bank.now + minute,
  });

test('[STO26] an account is found by its sign-in name, whatever the case', async () => {
  const made = await person('amara', { title: 'Adviser', roles: ['expert', 'supervisor'] });
  expect(made).toMatchObject({ version: 1, signInName: 'amara', lockedUntil: null });
  expect(await bank.store.people.bySignInName('AMARA')).toEqual({
    ...{ person: made, passwordHash: 'hash of amara', failures: 0, lockedUntil: null },
  });
  expect(await bank.store.people.bySignInName('nobody')).toBeNull();
  expect(await bank.store.people.get(made.id)).toEqual(made);
  await expect(person('Amara')).rejects.toMatchObject({ code: 'duplicate', detail: 'signInName' });
  const { items } = await bank.store.people.list(listQuery.parse({ q: 'advis', sort: '-signInName' }));
  expect(items).toEqual([made]);
  expect(await bank.store.people.profiles()).toEqual([
    { id: made.id, name: 'Name of amara', languages: ['en'], skills: {}, active: true },
  ]);
});

test('[STO26] passwords and pictures never enter the audit, that they changed does', async () => {
  const picture = `data:image/png;base64,${'A'.repeat(200)}`;
  const { id } = await person('amara', { picture });
  await bank.store.people.update(
    id,
    1,
    { fields: personFields('amara', { picture }), passwordHash: 'another hash' },
    admin,
  );
  const { items } = await bank.store.audit.search(listQuery.parse({ q: 'amara' }));
  expect(items.map(({ action }) => action)).toEqual(['people:update', 'people:create']);
  expect(items[0]).toMatchObject({
    before: { picture: expect.stringMatching(/^sha256:/) },
    after: { password: 'changed' },
  });
  expect(items[0]?.before).not.toHaveProperty('password');
  const text = JSON.stringify(items);
  for (const secret of ['hash of amara', 'another hash', 'AAAA']) expect(text).not.toContain(secret);
});

test('[STO27] every failed attempt counts, also when they race; success and a new password start anew', async () => {
  const { people } = bank.store;
  const { id } = await person('amara');
  const attempts = Array.from({ length: 10 }, () =>
    people.signInFailed(id, { failures: 1, lockedUntil: null }),
  );
  expect((await Promise.all(attempts)).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const lockedUntil = bank.now + minute;
  expect(await people.signInFailed(id, { failures: 11, lockedUntil })).toBe(11);
  expect(await people.bySignInName('amara')).toMatchObject({
    ...{ failures: 11, lockedUntil, person: { lockedUntil, version: 1 } },
  });
  await people.signInSucceeded(id);
  expect(await people.bySignInName('amara')).toMatchObject({ failures: 0, lockedUntil: null });
  await people.signInFailed(id, { failures: 1, lockedUntil });
  await people.update(id, 1, { fields: personFields('amara'), passwordHash: 'new' }, admin);
  expect(await people.bySignInName('amara')).toMatchObject({
    ...{ failures: 0, lockedUntil: null, passwordHash: 'new' },
  });
});

test('[STO28] a sign-in is found until it expires or is removed', async () => {
  const { logins } = bank.store;
  const { id, name, roles, signInName } = await person('amara');
  const created = bank.now;
  await login(id, 'a');
  await login(id, 'b');
  bank.clock.advance(1_000);
  await logins.touch(hash('a'), { expiresAt: bank.now + 2 * minute });
  await logins.touch(hash('b'));
  expect(await logins.find(hash('a'))).toEqual({
    account: { id, name, roles, signInName },
    ...{ createdAt: created, lastSeenAt: bank.now, expiresAt: bank.now + 2 * minute },
  });
  bank.clock.advance(minute);
  expect(await logins.find(hash('b'))).toBeNull();
  expect(await logins.removeExpired(bank.now)).toBe(1);
  await logins.remove(hash('a'));
  expect(await logins.find(hash('a'))).toBeNull();
  expect(await logins.find(hash('c'))).toBeNull();
});

test('[STO28] a new password, an inactive account and a removed one end all its sign-ins', async () => {
  const { logins, people } = bank.store;
  const [amara, bruno] = [await person('amara'), await person('bruno')];
  await login(amara.id, 'a');
  await login(bruno.id, 'b');
  await people.update(amara.id, 1, { fields: personFields('amara', { title: 'Adviser' }) }, admin);
  expect(await logins.find(hash('a'))).not.toBeNull();
  await people.update(amara.id, 2, { fields: personFields('amara'), passwordHash: 'new' }, admin);
  expect(await logins.find(hash('a'))).toBeNull();
  await login(amara.id, 'a');
  await people.update(amara.id, 3, { fields: personFields('amara', { active: false }) }, admin);
  expect(await logins.find(hash('a'))).toBeNull();
  await login(amara.id, 'a');
  expect(await logins.find(hash('a'))).toBeNull();
  expect(await logins.removeAllOf(amara.id)).toBe(1);
  await people.remove(bruno.id, 1, admin);
  expect(await logins.find(hash('b'))).toBeNull();
  await expect(login(bruno.id, 'c')).rejects.toMatchObject({ code: 'not_found' });
});

test('[STO24] an expert who is offline can be removed, one at work cannot', async () => {
  const { id } = await person('amara');
  const fresh = newExpert(id, bank.now);
  await bank.store.commit({ ...emptyChange, experts: [fresh] });
  const { id: other } = await person('bruno');
  await bank.store.commit({ ...emptyChange, experts: [newExpert(other, bank.now)] });
  await bank.commit(expertArrives({ expert: fresh, now: bank.now }));
  await expect(bank.store.people.remove(id, 1, admin)).rejects.toMatchObject({ code: 'in_use' });
  await bank.store.people.remove(other, 1, admin);
  expect(await bank.store.expert(other)).toBeNull();
});

test('[STO29] an enrolment code works once, until it expires; the newest code and browser count', async () => {
  const { directory, kiosks } = bank.store;
  const { id: branchId } = await directory.create(
    'branches',
    { name: 'North', address: '', timeZone: 'UTC', languages: ['en'] },
    admin,
  );
  const { id } = await directory.create('kiosks', { name: 'Kiosk 1', branchId, serviceIds: null }, admin);
  const enrol = (code: string, token: string) =>
    kiosks.enrol({ codeHash: hash(code), tokenHash: hash(token), now: bank.now, address: '192.0.2.9' });
  const expiresAt = bank.now + minute;

  await kiosks.setEnrolCode(id, hash('1'), expiresAt, admin);
  await kiosks.setEnrolCode(id, hash('2'), expiresAt, admin);
  expect(await enrol('1', 'a')).toBeNull();
  const tries = await Promise.all(['a', 'b', 'c'].map((token) => enrol('2', token)));
  expect(tries.filter(Boolean)).toEqual([
    {
      id,
      version: 1,
      name: 'Kiosk 1',
      branchId,
      serviceIds: null,
      enrolledAt: bank.now,
      lastSeenAt: bank.now,
    },
  ]);
  const token = 'abc'.charAt(tries.findIndex(Boolean));
  expect(await kiosks.byToken(hash(token))).toMatchObject({ id });

  await kiosks.setEnrolCode(id, hash('3'), expiresAt, admin);
  bank.clock.advance(minute);
  expect(await enrol('3', 'd')).toBeNull();
  await kiosks.touch(id, bank.now);
  expect(await kiosks.byToken(hash(token))).toMatchObject({ lastSeenAt: bank.now });

  await kiosks.setEnrolCode(id, hash('4'), bank.now + minute, admin);
  expect(await enrol('4', 'e')).not.toBeNull();
  expect(await kiosks.byToken(hash(token))).toBeNull();
  await kiosks.unenrol(id, admin);
  expect(await kiosks.byToken(hash('e'))).toBeNull();
  expect(await directory.get('kiosks', id)).toMatchObject({ enrolledAt: null, version: 1 });
  const { items } = await bank.store.audit.search(listQuery.parse({ q: 'kiosks:', sort: 'no' }));
  expect(items.map(({ action }) => action).slice(1)).toEqual([
    ...['kiosks:enrol_code', 'kiosks:enrol_code', 'kiosks:enrol', 'kiosks:enrol_code'],
    ...['kiosks:enrol_code', 'kiosks:enrol', 'kiosks:unenrol'],
  ]);
  expect(items[3]).toMatchObject({ actor: { kind: 'kiosk', id, name: 'Kiosk 1' }, address: '192.0.2.9' });
  await expect(kiosks.unenrol(branchId, admin)).rejects.toMatchObject({ code: 'not_found' });
});

test('[STO30] a key works until it is revoked', async () => {
  const { keys } = bank.store;
  const key = await keys.create({ name: 'Reports', keyHash: hash('a') }, admin);
  expect(key).toMatchObject({ name: 'Reports', createdAt: bank.now, lastUsedAt: null, revokedAt: null });
  expect(await keys.byHash(hash('a'))).toEqual(key);
  await keys.touch(key.id, bank.now + 5);
  const revoked = await keys.revoke(key.id, admin);
  expect(revoked).toMatchObject({ lastUsedAt: bank.now + 5, revokedAt: bank.now });
  expect(await keys.byHash(hash('a'))).toBeNull();
  expect(await keys.revoke(key.id, admin)).toEqual(revoked);
  expect(await keys.list(listQuery.parse({}))).toMatchObject({ items: [revoked], total: 1 });
  await expect(keys.revoke(bank.service.id, admin)).rejects.toMatchObject({ code: 'not_found' });
  const { items } = await bank.store.audit.search(listQuery.parse({ q: 'keys:' }));
  expect(items.map(({ action }) => action)).toEqual(['keys:revoke', 'keys:create']);
});
