import { randomUUID } from 'node:crypto';
import { cancelSession } from '@rem/domain';
import { listQuery } from '@rem/protocol';
import type { TestPostgres } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from './mod.ts';
import { admin, Bank, personFields, serviceFields, startMigrated } from './testing/bank.ts';

let postgres: TestPostgres;
let bank: Bank;
beforeAll(async () => {
  postgres = await startMigrated();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  bank = await Bank.open(postgres);
  ({ directory, people, audit } = bank.store);
});
afterEach(() => bank.close(postgres));

const query = (over: object = {}) => listQuery.parse(over);
const branch = (name: string) => ({ name, address: '', timeZone: 'UTC', languages: ['en' as const] });
let directory: Store['directory'];
let people: Store['people'];
let audit: Store['audit'];

test('[STO21] a change and its audit row are one: who, what, before, after, from where', async () => {
  const made = await directory.create('skills', { name: 'Mortgages' }, admin);
  const changed = await directory.update('skills', made.id, 1, { name: 'Home loans' }, admin);
  await directory.remove('skills', made.id, 2, admin);
  expect(made).toEqual({ id: made.id, version: 1, name: 'Mortgages' });
  expect(changed).toEqual({ id: made.id, version: 2, name: 'Home loans' });
  expect(await directory.get('skills', made.id)).toBeNull();
  const { items } = await audit.search({ ...query(), q: 'loans' });
  const subject = { kind: 'skills', id: made.id, name: 'Home loans' };
  expect(items).toMatchObject([
    {
      action: 'skills:remove',
      before: changed,
      after: null,
      subject,
      actor: admin.actor,
      address: '192.0.2.1',
    },
    { action: 'skills:update', before: made, after: changed, subject },
  ]);
  expect((await audit.search({ ...query(), action: 'skills:create' })).items).toMatchObject([
    { before: null, after: made, at: bank.now },
  ]);
});

test('[STO21] a refused change leaves no audit row', async () => {
  await directory.create('skills', { name: 'Mortgages' }, admin);
  const { total } = await audit.search(query());
  await expect(directory.create('skills', { name: 'mortgages' }, admin)).rejects.toMatchObject({
    code: 'duplicate',
  });
  await expect(directory.remove('skills', randomUUID(), 1, admin)).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await audit.search(query())).total).toBe(total);
});

test('[STO22] a change made on another version is a conflict; of two at once one is written', async () => {
  const { id } = await directory.create('dispositions', { name: 'Sold', active: true }, admin);
  const rename = (name: string) => directory.update('dispositions', id, 1, { name, active: true }, admin);
  const results = await Promise.allSettled(['A', 'B', 'C', 'D'].map(rename));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(rename('E')).rejects.toMatchObject({ code: 'conflict' });
  await expect(directory.remove('dispositions', id, 1, admin)).rejects.toMatchObject({ code: 'conflict' });
  expect(await directory.get('dispositions', id)).toMatchObject({ version: 2 });
});

test('[STO23] names are taken once in their kind, kiosks once in their branch', async () => {
  const duplicate = { code: 'duplicate', detail: 'name' };
  const [north, south] = [
    await directory.create('branches', branch('North'), admin),
    await directory.create('branches', branch('South'), admin),
  ];
  await expect(directory.create('branches', branch('NORTH'), admin)).rejects.toMatchObject(duplicate);
  await expect(directory.update('branches', south.id, 1, branch('north'), admin)).rejects.toMatchObject(
    duplicate,
  );
  const kiosk = (branchId: string) => ({ name: 'Kiosk 1', branchId, serviceIds: null });
  await directory.create('kiosks', kiosk(north.id), admin);
  await directory.create('kiosks', kiosk(south.id), admin);
  await expect(directory.create('kiosks', kiosk(north.id), admin)).rejects.toMatchObject(duplicate);
  await expect(directory.create('services', serviceFields('mortgage ADVICE'), admin)).rejects.toMatchObject(
    duplicate,
  );
  const id = north.id;
  await expect(directory.create('branches', branch('West'), admin, { id })).rejects.toMatchObject({
    code: 'duplicate',
    detail: 'id',
  });
});

describe('[STO24] references hold in both directions:', () => {
  const nowhere = randomUUID();
  const service = (over: Parameters<typeof serviceFields>[1]) =>
    directory.create('services', serviceFields('A', over), admin);

  test('nothing names what is not there', async () => {
    const skills = { [nowhere]: 3 };
    const kiosk = { name: 'K', branchId: nowhere, serviceIds: null };
    const cases: [string, () => Promise<unknown>][] = [
      ['requiredSkills', () => service({ requiredSkills: skills })],
      ['dispositionIds', () => service({ dispositionIds: [nowhere] })],
      ['branchId', () => directory.create('kiosks', kiosk, admin)],
      [
        'skills',
        () => people.create({ fields: personFields('amara', { skills }), passwordHash: 'x' }, admin),
      ],
    ];
    for (const [field, attempt] of cases) {
      await expect(attempt()).rejects.toMatchObject({
        code: 'bad_request',
        detail: `${field}: names something that does not exist`,
      });
    }
  });

  test('what is named is in use, and says by what', async () => {
    const skill = await directory.create('skills', { name: 'Mortgages' }, admin);
    const disposition = await directory.create('dispositions', { name: 'Sold', active: true }, admin);
    const fields = serviceFields('Loans', {
      requiredSkills: { [skill.id]: 5 },
      dispositionIds: [disposition.id, disposition.id],
    });
    const service = await directory.create('services', fields, admin);
    const { id: branchId } = await directory.create('branches', branch('North'), admin);
    await directory.create('kiosks', { name: 'Kiosk 1', branchId, serviceIds: [service.id] }, admin);
    await people.create(
      { fields: personFields('amara', { skills: { [skill.id]: 8 } }), passwordHash: 'x' },
      admin,
    );
    const inUse = (detail: string) => ({ code: 'in_use', detail });
    await expect(directory.remove('skills', skill.id, 1, admin)).rejects.toMatchObject(
      inUse('service Loans, person Name of amara'),
    );
    await expect(directory.remove('dispositions', disposition.id, 1, admin)).rejects.toMatchObject(
      inUse('service Loans'),
    );
    await expect(directory.remove('services', service.id, 1, admin)).rejects.toMatchObject(
      inUse('kiosk Kiosk 1'),
    );
    await expect(directory.remove('branches', branchId, 1, admin)).rejects.toMatchObject(
      inUse('kiosk Kiosk 1'),
    );
    await directory.update('services', service.id, 1, serviceFields('Loans'), admin);
    await directory.remove('dispositions', disposition.id, 1, admin);
  });

  test('of removing and naming at once never both happen', async () => {
    for (let round = 0; round < 10; round += 1) {
      const skill = await directory.create('skills', { name: `Skill ${round}` }, admin);
      const naming = serviceFields(`Service ${round}`, { requiredSkills: { [skill.id]: 1 } });
      const results = await Promise.allSettled([
        directory.remove('skills', skill.id, 1, admin),
        directory.create('services', naming, admin),
      ]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });

  test('a session holds its service, branch and kiosk until it ends, an expert at work stays', async () => {
    const { id: branchId } = await directory.create('branches', branch('North'), admin);
    const kiosk = await directory.create('kiosks', { name: 'Kiosk 1', branchId, serviceIds: null }, admin);
    const session = await bank.session({ branchId, kioskId: kiosk.id });
    const inUse = { code: 'in_use', detail: `session ${session.id}` };
    await expect(directory.remove('services', bank.service.id, 1, admin)).rejects.toMatchObject(inUse);
    await expect(directory.remove('kiosks', kiosk.id, 1, admin)).rejects.toMatchObject(inUse);
    const expert = await bank.expert('amara');
    await expect(people.remove(expert.id, 1, admin)).rejects.toMatchObject({
      code: 'in_use',
      detail: 'expert is available',
    });

    await bank.commit(cancelSession({ session, expert: null, now: bank.now }));
    await directory.remove('kiosks', kiosk.id, 1, admin);
    await directory.remove('branches', branchId, 1, admin);
    await directory.remove('services', bank.service.id, 1, admin);
  });
});

test('[STO25] past sessions keep the names of what was removed since', async () => {
  const { id: branchId } = await directory.create('branches', branch('North'), admin);
  const kiosk = await directory.create('kiosks', { name: 'Kiosk 1', branchId, serviceIds: null }, admin);
  const session = await bank.session({ branchId, kioskId: kiosk.id });
  await bank.commit(cancelSession({ session, expert: null, now: bank.now }));
  const before = await bank.store.sessionRow(session.id);
  await directory.remove('kiosks', kiosk.id, 1, admin);
  await directory.remove('branches', branchId, 1, admin);
  await directory.remove('services', bank.service.id, 1, admin);
  expect(before).toMatchObject({
    serviceName: { en: 'Mortgage advice' },
    branchName: 'North',
    kioskName: 'Kiosk 1',
  });
  expect(await bank.store.sessionRow(session.id)).toEqual(before);
});

test('[STO20] lists are searched, sorted and paged', async () => {
  for (const [position, name] of ['Cards', 'savings 100%', 'Loans', 'business'].entries()) {
    await directory.create('services', serviceFields(name, { position: 10 - position }), admin);
  }
  const names = async (over: object) =>
    (await directory.list('services', query(over))).items.map(({ name }) => name.en);
  expect(await names({})).toEqual(['Mortgage advice', 'business', 'Loans', 'savings 100%', 'Cards']);
  expect(await names({ sort: 'name' })).toEqual([
    'business',
    'Cards',
    'Loans',
    'Mortgage advice',
    'savings 100%',
  ]);
  expect(await names({ sort: '-name', size: 2, page: 2 })).toEqual(['Loans', 'Cards']);
  expect(await names({ sort: 'passwordHash' })).toEqual(await names({}));
  expect(await names({ q: '0%' })).toEqual(['savings 100%']);
  expect(await names({ q: 'L_ans' })).toEqual([]);
  expect(await directory.list('services', query({ page: 9 }))).toEqual({
    ...{ items: [], total: 5, page: 9, size: 50 },
  });
  expect((await directory.all('services')).map(({ name }) => name.en)).toEqual(await names({}));
});

test('[STO18] a stored record that does not parse is named, not dropped', async () => {
  const { id } = await directory.create('skills', { name: 'Mortgages' }, admin);
  await bank.sql(`update rem.skills set data = '{"name": ""}' where id = $1`, [id]);
  const unreadable = { code: 'internal', detail: `rem.skills ${id} cannot be read` };
  await expect(directory.all('skills')).rejects.toMatchObject(unreadable);
  await expect(directory.get('skills', id)).rejects.toMatchObject(unreadable);
});

test('[STO21] fields are checked again before they are stored', async () => {
  const fields = serviceFields('Loans', { priority: 1000 });
  await expect(directory.create('services', fields, admin)).rejects.toMatchObject({ code: 'bad_request' });
});
