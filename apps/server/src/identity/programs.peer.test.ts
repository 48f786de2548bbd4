import { type Kiosk, restPrefix } from '@rem/protocol';
import type { TestPostgres } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startDatabase, startHarness } from '../http/app.contract.ts';

const by = { actor: { kind: 'system', id: null, name: 'test' }, address: null } as const;

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

const as = (cookie: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) =>
  harness.send(method, `${restPrefix}${path}`, { cookie, ...(body === undefined ? {} : { body }) });

describe('kiosks', () => {
  let kiosk: Kiosk;
  beforeEach(async () => {
    const { directory } = harness.store;
    const branch = await directory.create(
      'branches',
      { name: 'Berlin', address: '', timeZone: 'Europe/Berlin', languages: ['de', 'en'] },
      by,
    );
    kiosk = await directory.create('kiosks', { name: 'Entrance', branchId: branch.id, serviceIds: null }, by);
  });

  const newCode = async (): Promise<string> =>
    (await as(admin, 'POST', `/kiosks/${kiosk.id}/enrol-code`)).json().code;

  const enrol = async (code: string) => {
    const answer = await harness.send('POST', `${restPrefix}/kiosk/enrol`, { body: { code } });
    return { answer, cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '' };
  };

  const kioskSeenBy = async (cookie: string) => (await as(cookie, 'GET', '/setup')).json().kiosk;

  it('[IDN14] a code binds one browser, once', async () => {
    const code = await newCode();
    const { answer, cookie } = await enrol(code.toLowerCase());
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ kiosk: { id: kiosk.id, name: 'Entrance' } });
    expect(answer.headers['set-cookie']).toMatch(/^__Host-rem-kiosk=.*HttpOnly; SameSite=Strict; Max-Age=/);
    expect(await kioskSeenBy(cookie)).toEqual({ id: kiosk.id, name: 'Entrance' });

    const again = await enrol(code);
    expect(again.answer.statusCode).toBe(422);
    expect(again.answer.json().error.code).toBe('invalid_code');
  });

  it('[IDN14] a code is good for 15 minutes, and until a newer one is made', async () => {
    const [older, newer] = [await newCode(), await newCode()];
    expect((await enrol(older)).answer.statusCode).toBe(422);
    harness.clock.advance(15 * 60_000);
    expect((await enrol(newer)).answer.statusCode).toBe(422);
    expect((await enrol('ABCD-EFGH')).answer.statusCode).toBe(422);
    expect((await enrol('nonsense!')).answer.statusCode).toBe(400);
  });

  it('[IDN15] a browser enrolled later takes the place', async () => {
    const first = await enrol(await newCode());
    const second = await enrol(await newCode());
    expect(await kioskSeenBy(first.cookie)).toBeNull();
    expect(await kioskSeenBy(second.cookie)).not.toBeNull();
  });

  it('[IDN16] who leaves, is unenrolled or removed is nobody', async () => {
    const leaver = await enrol(await newCode());
    const left = await as(leaver.cookie, 'POST', '/kiosk/leave');
    expect(left.statusCode).toBe(204);
    expect(left.headers['set-cookie']).toMatch(/^__Host-rem-kiosk=; .*Max-Age=0$/);
    expect(await kioskSeenBy(leaver.cookie)).toBeNull();
    expect((await as(leaver.cookie, 'POST', '/kiosk/leave')).statusCode).toBe(401);

    const thrownOut = await enrol(await newCode());
    expect((await as(admin, 'POST', `/kiosks/${kiosk.id}/unenrol`)).statusCode).toBe(204);
    expect(await kioskSeenBy(thrownOut.cookie)).toBeNull();

    const removed = await enrol(await newCode());
    const { version } = (await harness.store.directory.get('kiosks', kiosk.id)) ?? { version: 0 };
    expect((await as(admin, 'DELETE', `/kiosks/${kiosk.id}?version=${version}`)).statusCode).toBe(204);
    expect(await kioskSeenBy(removed.cookie)).toBeNull();
  });

  it('[IDN19] codes cannot be guessed by trying: attempts are limited', async () => {
    const strict = await startHarness(postgres, { limits: { enrolments: 3 } });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) {
      const answer = await strict.send('POST', `${restPrefix}/kiosk/enrol`, { body: { code: 'ABCDEFGH' } });
      statuses.push(answer.statusCode);
    }
    expect(statuses).toEqual([422, 422, 422, 429]);
    await strict.close();
  });

  it('[IDN24] coming and going wakes the others', async () => {
    harness.wakes.length = 0;
    const { cookie } = await enrol(await newCode());
    await as(cookie, 'POST', '/kiosk/leave');
    const wake = { topic: 'directory', kind: 'kiosks', id: kiosk.id };
    expect(harness.wakes).toEqual([wake, wake]);
  });
});

describe('API keys', () => {
  const make = async () => (await as(admin, 'POST', '/api-keys', { name: 'Wall display' })).json();

  const withKey = (key: string, path: string, cookie?: string) =>
    harness.send('GET', `${restPrefix}${path}`, { cookie, headers: { authorization: `Bearer ${key}` } });

  it('[IDN17] are shown once and have the rights of a service', async () => {
    const made = await make();
    expect(made.key).toMatch(new RegExp(`^rem_${made.id}_[\\w-]{43}$`));
    expect((await withKey(made.key, '/sessions')).statusCode).toBe(200);
    expect((await withKey(made.key, '/people')).statusCode).toBe(403);
    const listed = await as(admin, 'GET', '/api-keys');
    expect(listed.body).not.toContain(made.key.slice(-43));
    expect(listed.json().items[0]).toMatchObject({ name: 'Wall display', lastUsedAt: harness.clock.now() });
  });

  it('[IDN17] have no rights of a cookie that comes along, good or bad', async () => {
    const { key } = await make();
    expect((await withKey(key, '/people', admin)).statusCode).toBe(403);
    expect((await withKey(`${key.slice(0, -4)}AAAA`, '/people', admin)).statusCode).toBe(401);
    expect((await withKey('nonsense', '/me', admin)).statusCode).toBe(401);
  });

  it('[IDN17] end when they are revoked, and the same secret under another id is none', async () => {
    const [first, second] = [await make(), (await as(admin, 'POST', '/api-keys', { name: 'Other' })).json()];
    expect((await withKey(first.key.replace(first.id, second.id), '/sessions')).statusCode).toBe(401);
    const revoked = await as(admin, 'POST', `/api-keys/${first.id}/revoke`);
    expect(revoked.json().revokedAt).toBe(harness.clock.now());
    expect((await withKey(first.key, '/sessions')).statusCode).toBe(401);
    expect((await as(admin, 'POST', `/api-keys/${first.id}/revoke`)).statusCode).toBe(200);
  });
});
