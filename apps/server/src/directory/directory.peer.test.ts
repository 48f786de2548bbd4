import { type DirectoryKind, restPrefix } from '@rem/protocol';
import type { TestPostgres } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, type Method, PASSWORD, startDatabase, startHarness } from '../http/app.contract.ts';

let postgres: TestPostgres;
let harness: Harness;
let admin: string;

beforeAll(async () => {
  postgres = await startDatabase();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  harness = await startHarness(postgres);
  await harness.person('admin', ['administrator']);
  admin = await harness.signIn('admin');
});
afterEach(() => harness.close());

const ask = (method: Method, path: string, body?: unknown, cookie = admin) =>
  harness.send(method, `${restPrefix}${path}`, { cookie, ...(body === undefined ? {} : { body }) });

const made = async (path: string, body: unknown) => {
  const answer = await ask('POST', path, body);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
};

const newPerson = (signInName: string, more = {}) => ({
  signInName,
  name: signInName,
  roles: ['expert'],
  password: PASSWORD,
  ...more,
});

async function audit(action: string) {
  const answer = await ask('GET', `/audit?action=${action}`);
  return answer.json().items;
}

describe('records', () => {
  it.each<[DirectoryKind, object, object]>([
    ['skills', { name: 'Mortgages' }, { name: 'Loans' }],
    ['services', { name: { en: 'Advice' } }, { name: { en: 'Better advice', de: 'Rat' }, priority: 5 }],
    ['branches', { name: 'Berlin' }, { name: 'Berlin', timeZone: 'Europe/Berlin' }],
    ['dispositions', { name: 'Solved' }, { name: 'Solved', active: false }],
  ])(
    '[IDN23] [IDN24] %s are made, read, changed and removed; each change is audited and wakes the others',
    async (kind, first, second) => {
      harness.wakes.length = 0;
      const record = await made(`/${kind}`, first);
      expect(record).toMatchObject({ ...first, version: 1 });
      expect((await ask('GET', `/${kind}/${record.id}`)).json()).toEqual(record);
      expect((await ask('GET', `/${kind}?size=10`)).json()).toEqual({
        items: [record],
        total: 1,
        page: 1,
        size: 10,
      });

      const changed = await ask('PUT', `/${kind}/${record.id}`, { ...record, ...second });
      expect(changed.json()).toMatchObject({ ...second, version: 2 });
      const late = await ask('PUT', `/${kind}/${record.id}`, { ...record, ...second });
      expect(late.json().error.code).toBe('conflict');
      expect((await ask('DELETE', `/${kind}/${record.id}?version=1`)).statusCode).toBe(409);
      expect((await ask('DELETE', `/${kind}/${record.id}`)).statusCode).toBe(400);
      expect((await ask('DELETE', `/${kind}/${record.id}?version=2`)).statusCode).toBe(204);
      expect((await ask('GET', `/${kind}/${record.id}`)).statusCode).toBe(404);

      const wake = { topic: 'directory', kind, id: record.id };
      expect(harness.wakes).toEqual([wake, wake, wake]);
      const [update] = await audit(`${kind}:update`);
      expect(update).toMatchObject({
        actor: { kind: 'account', name: 'admin' },
        subject: { kind, id: record.id },
        before: first,
        after: second,
      });
      expect(await audit(`${kind}:create`)).toHaveLength(1);
      expect(await audit(`${kind}:remove`)).toHaveLength(1);
    },
  );

  it('what is named twice, still used or not there is refused', async () => {
    const branch = await made('/branches', { name: 'Berlin' });
    await made('/kiosks', { name: 'Entrance', branchId: branch.id });
    expect((await ask('POST', '/branches', { name: 'Berlin' })).json().error.code).toBe('duplicate');
    const used = await ask('DELETE', `/branches/${branch.id}?version=1`);
    expect(used.json().error.code).toBe('in_use');
    const nowhere = await ask('POST', '/kiosks', { name: 'Lost', branchId: crypto.randomUUID() });
    expect(nowhere.statusCode).toBe(400);
    expect((await ask('PUT', '/skills/not-an-id', { version: 1, name: 'x' })).json().error).toMatchObject({
      code: 'bad_request',
      detail: expect.stringContaining('address.id'),
    });
  });
});

describe('people', () => {
  it('[IDN23] the audit of an account has no password and no hash', async () => {
    const person = await made('/people', newPerson('amara'));
    await ask('PUT', `/people/${person.id}`, {
      ...newPerson('amara'),
      version: 1,
      password: 'another long one',
    });
    const text = JSON.stringify([...(await audit('people:create')), ...(await audit('people:update'))]);
    expect(text).toContain('amara');
    expect(text).not.toMatch(/argon2|another long one|correct horse/);
  });

  it('no answer about people has a hash', async () => {
    await made('/people', newPerson('amara'));
    expect((await ask('GET', '/people')).body).not.toMatch(/argon2|hash/i);
  });

  it('a picture of the largest size is taken, a larger body is not', async () => {
    const picture = `data:image/png;base64,${'A'.repeat(63 * 1024)}`;
    const person = await made('/people', newPerson('amara', { picture }));
    expect(person.picture).toBe(picture);
    const large = await ask('POST', '/people', newPerson('b', { picture: 'A'.repeat(300 * 1024) }));
    expect(large.json().error.code).toBe('too_large');
    const elsewhere = await ask('POST', '/skills', { name: 'A'.repeat(70 * 1024) });
    expect(elsewhere.json().error.code).toBe('too_large');
  });

  it('a password that is too short is refused, and is not said again', async () => {
    const answer = await ask('POST', '/people', newPerson('amara', { password: 'hunter2' }));
    expect(answer.json().error.detail).toContain('body.password');
    expect(answer.body).not.toContain('hunter2');
  });
});

describe('[IDN22] the last administrator', () => {
  const self = async () => {
    const found = await harness.store.people.bySignInName('admin');
    if (!found) throw new Error('no admin');
    const { lockedUntil: _, ...person } = found.person;
    return person;
  };

  it.each([
    ['made inactive', { active: false }],
    ['given other roles', { roles: ['supervisor', 'expert'] }],
  ])('cannot be %s', async (_what, change) => {
    const person = await self();
    const answer = await ask('PUT', `/people/${person.id}`, { ...person, ...change });
    expect(answer.json().error).toMatchObject({ code: 'in_use', detail: 'the last administrator' });
    expect(await self()).toEqual(person);
  });

  it('cannot be removed, also when others are inactive', async () => {
    await made('/people', newPerson('former', { roles: ['administrator'], active: false }));
    const { id, version } = await self();
    expect((await ask('DELETE', `/people/${id}?version=${version}`)).json().error.code).toBe('in_use');
  });

  it('is still there when two take each other away at once', async () => {
    const second = await made('/people', newPerson('second', { roles: ['administrator'] }));
    const first = await self();
    const other = await harness.signIn('second');
    const answers = await Promise.all([
      ask('DELETE', `/people/${second.id}?version=${second.version}`),
      ask('DELETE', `/people/${first.id}?version=${first.version}`, undefined, other),
    ]);
    expect(answers.filter(({ statusCode }) => statusCode === 204)).toHaveLength(1);
    const { items } = await harness.store.people.list({ page: 1, size: 50 });
    expect(items.filter(({ active, roles }) => active && roles.includes('administrator'))).toHaveLength(1);
  });

  it('may change everything else about themselves', async () => {
    const person = await self();
    const answer = await ask('PUT', `/people/${person.id}`, { ...person, name: 'Ingrid' });
    expect(answer.json().name).toBe('Ingrid');
  });
});

describe('what a customer’s page is told', () => {
  const setup = async (query = '', cookie = '') =>
    (await harness.send('GET', `${restPrefix}/setup${query}`, { cookie })).json();

  it('is the services that are offered, in their order, and the branch of the link', async () => {
    const branch = await made('/branches', {
      name: 'Dubai',
      timeZone: 'Asia/Dubai',
      languages: ['ar', 'en'],
    });
    await made('/services', { name: { en: 'Second' }, position: 2 });
    await made('/services', { name: { en: 'First' }, position: 1 });
    await made('/services', { name: { en: 'Closed' }, active: false });
    const told = await setup(`?branch=${branch.id}`);
    expect(told).toMatchObject({
      brand: { name: 'Remote Expert' },
      branch: { id: branch.id, name: 'Dubai' },
      kiosk: null,
      languages: ['ar', 'en'],
    });
    expect(told.services.map((service: { name: { en: string } }) => service.name.en)).toEqual([
      'First',
      'Second',
    ]);
    expect(Object.keys(told.services[0])).toEqual(['id', 'name', 'description', 'icon']);
  });

  it('an unknown branch is none, and a kiosk’s own branch wins over a link', async () => {
    expect((await setup(`?branch=${crypto.randomUUID()}`)).branch).toBeNull();
    const [own, linked] = [
      await made('/branches', { name: 'Own' }),
      await made('/branches', { name: 'Linked' }),
    ];
    const offered = await made('/services', { name: { en: 'Offered here' } });
    await made('/services', { name: { en: 'Elsewhere' } });
    const kiosk = await made('/kiosks', { name: 'K', branchId: own.id, serviceIds: [offered.id] });
    const { code } = (await ask('POST', `/kiosks/${kiosk.id}/enrol-code`)).json();
    const enrolled = await harness.send('POST', `${restPrefix}/kiosk/enrol`, { body: { code } });
    const cookie = String(enrolled.headers['set-cookie']).split(';')[0];
    const told = await setup(`?branch=${linked.id}`, cookie);
    expect(told.branch.name).toBe('Own');
    expect(told.services.map(({ id }: { id: string }) => id)).toEqual([offered.id]);
  });
});
