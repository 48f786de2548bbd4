import { errorCatalogue, restPrefix } from '@rem/protocol';
import type { TestPostgres } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, HOST, ORIGIN, PASSWORD, startDatabase, startHarness } from '../http/app.contract.ts';
import { SESSION_COOKIE } from './cookies.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const by = { actor: { kind: 'system', id: null, name: 'test' }, address: null } as const;

let postgres: TestPostgres;
let harness: Harness;

beforeAll(async () => {
  postgres = await startDatabase();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  harness = await startHarness(postgres);
  await harness.person('amara', ['expert']);
  await harness.person('admin', ['administrator']);
});
afterEach(() => harness.close());

const attempt = (name: string, password: string, options = {}) =>
  harness.send('POST', `${restPrefix}/sign-in`, { body: { name, password }, ...options });

const me = (cookie: string) => harness.send('GET', `${restPrefix}/me`, { cookie });

async function actions(): Promise<string[]> {
  const { items } = await harness.store.audit.search({ page: 1, size: 200 });
  return items.map(({ action }) => action).reverse();
}

const amara = async () => {
  const found = await harness.store.people.bySignInName('amara');
  if (!found) throw new Error('no amara');
  return found.person;
};

describe('signing in', () => {
  it('[IDN8] answers with the account and a cookie for this host alone', async () => {
    const answer = await attempt('Amara ', PASSWORD);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      id: (await amara()).id,
      signInName: 'amara',
      name: 'amara',
      roles: ['expert'],
    });
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-rem-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect((await me(String(answer.headers['set-cookie']).split(';')[0] ?? '')).json().signInName).toBe(
      'amara',
    );
  });

  it('[IDN5] a wrong password, an unknown name, a name that cannot be and an inactive account are answered alike', async () => {
    const person = await harness.person('former', ['expert']);
    const { id, version, lockedUntil: _, ...fields } = person;
    await harness.store.people.update(id, version, { fields: { ...fields, active: false } }, by);
    const { status: _s, close: _c, ...expected } = { close: 0, ...errorCatalogue.bad_credentials };
    for (const [name, password] of [
      ['amara', 'wrong'],
      ['nobody', PASSWORD],
      ['<script>', PASSWORD],
      ['former', PASSWORD],
    ] as const) {
      const answer = await attempt(name, password);
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toEqual({ error: { code: 'bad_credentials', ...expected } });
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('[IDN7] five failures lock the account for a minute, told to nobody; the next one for two', async () => {
    for (let n = 0; n < 5; n++) await attempt('amara', 'wrong');
    expect((await attempt('amara', PASSWORD)).statusCode).toBe(401);
    expect((await amara()).lockedUntil).toBe(harness.clock.now() + MINUTE);

    harness.clock.advance(MINUTE);
    expect((await attempt('amara', 'wrong')).statusCode).toBe(401);
    expect((await amara()).lockedUntil).toBe(harness.clock.now() + 2 * MINUTE);
    for (let n = 0; n < 20; n++) await attempt('amara', 'wrong');
    harness.clock.advance(2 * MINUTE);
    expect((await attempt('amara', PASSWORD)).statusCode).toBe(200);

    for (let n = 0; n < 4; n++) await attempt('amara', 'wrong');
    expect((await attempt('amara', PASSWORD)).statusCode).toBe(200);
  });

  it('[IDN10] ends when it is not used for 12 hours', async () => {
    const cookie = await harness.signIn('amara');
    harness.clock.advance(11 * HOUR);
    expect((await me(cookie)).statusCode).toBe(200);
    harness.clock.advance(11 * HOUR);
    expect((await me(cookie)).statusCode).toBe(200);
    harness.clock.advance(2 * HOUR);
    expect((await me(cookie)).statusCode).toBe(401);

    const idle = await harness.signIn('amara');
    harness.clock.advance(12 * HOUR);
    expect((await me(idle)).statusCode).toBe(401);
  });

  it('[IDN10] again in the same browser ends the one before', async () => {
    const before = await harness.signIn('amara');
    const answer = await attempt('admin', PASSWORD, { cookie: before });
    const after = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    expect(after).not.toBe(before);
    expect((await me(before)).statusCode).toBe(401);
    expect((await me(after)).json().signInName).toBe('admin');
  });

  it('[IDN11] signing out ends it on the server and empties the cookie; again is no error', async () => {
    const cookie = await harness.signIn('amara');
    for (let n = 0; n < 2; n++) {
      const answer = await harness.send('POST', `${restPrefix}/sign-out`, { cookie });
      expect(answer.statusCode).toBe(204);
      expect(answer.headers['set-cookie']).toMatch(/^__Host-rem-session=; .*Max-Age=0$/);
    }
    expect((await me(cookie)).statusCode).toBe(401);
  });

  it('[IDN24] the end of a sign-in wakes those who keep connections open for it', async () => {
    const { id } = await amara();
    const cookie = await harness.signIn('amara');
    harness.wakes.length = 0;
    await harness.send('POST', `${restPrefix}/sign-out`, { cookie });
    await harness.send('POST', `${restPrefix}/sign-out`, { cookie });
    expect(harness.wakes).toEqual([{ topic: 'directory', kind: 'people', id }]);
  });

  it('[IDN9] the database has no token in it', async () => {
    const cookie = await harness.signIn('amara');
    const token = cookie.slice(SESSION_COOKIE.length + 1);
    expect(await harness.store.logins.find(token)).toBeNull();
  });

  it('[IDN23] successes, refusals and sign-outs are in the audit log, and nothing that was typed is', async () => {
    await attempt('amara', 'a wrong password');
    await attempt('my own password by mistake', 'x');
    const cookie = await harness.signIn('amara');
    await harness.send('POST', `${restPrefix}/sign-out`, { cookie });
    expect((await actions()).slice(-4)).toEqual([
      'sign_in:refused',
      'sign_in:refused',
      'sign_in',
      'sign_out',
    ]);
    const { items } = await harness.store.audit.search({ page: 1, size: 200 });
    const text = JSON.stringify(items);
    for (const secret of ['argon2', 'a wrong password', 'by mistake', PASSWORD, cookie.slice(-43)]) {
      expect(text).not.toContain(secret);
    }
    expect(items[0]).toMatchObject({ actor: { kind: 'account', name: 'amara' }, address: '127.0.0.1' });
  });
});

describe('passwords and accounts', () => {
  it('[IDN12] one’s own password needs the present one, ends other sign-ins and renews this one', async () => {
    const [here, elsewhere] = [await harness.signIn('amara'), await harness.signIn('amara')];
    const change = (current: string, next: string) =>
      harness.send('POST', `${restPrefix}/me/password`, { cookie: here, body: { current, next } });

    expect((await change('not this', 'a new long password')).statusCode).toBe(401);
    expect((await change(PASSWORD, 'too short')).statusCode).toBe(400);
    const answer = await change(PASSWORD, 'a new long password');
    expect(answer.statusCode).toBe(200);
    const renewed = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    expect((await me(renewed)).statusCode).toBe(200);
    expect((await me(here)).statusCode).toBe(401);
    expect((await me(elsewhere)).statusCode).toBe(401);
    expect((await attempt('amara', PASSWORD)).statusCode).toBe(401);
    expect((await attempt('amara', 'a new long password')).statusCode).toBe(200);
    expect(await actions()).toContain('password_change');
  });

  it.each([
    ['made inactive', { active: false }],
    ['given a new password', { password: 'set by somebody else' }],
  ])('[IDN13] who is %s is signed out at once', async (_what, change) => {
    const [cookie, admin] = [await harness.signIn('amara'), await harness.signIn('admin')];
    const { id, lockedUntil: _, ...fields } = await amara();
    const answer = await harness.send('PUT', `${restPrefix}/people/${id}`, {
      cookie: admin,
      body: { ...fields, ...change },
    });
    expect(answer.statusCode).toBe(200);
    expect((await me(cookie)).statusCode).toBe(401);
  });

  it('[IDN13] who is removed is signed out at once', async () => {
    const [cookie, admin] = [await harness.signIn('amara'), await harness.signIn('admin')];
    const { id, version } = await amara();
    const answer = await harness.send('DELETE', `${restPrefix}/people/${id}?version=${version}`, {
      cookie: admin,
    });
    expect(answer.statusCode).toBe(204);
    expect((await me(cookie)).statusCode).toBe(401);
  });

  it('[IDN13] a role that was taken away is gone with the next request', async () => {
    await harness.person('second', ['administrator']);
    const [first, second] = [await harness.signIn('admin'), await harness.signIn('second')];
    const account = (await me(second)).json();
    const {
      id,
      lockedUntil: _,
      ...fields
    } = (await harness.send('GET', `${restPrefix}/people/${account.id}`, { cookie: first })).json();
    await harness.send('PUT', `${restPrefix}/people/${id}`, {
      cookie: first,
      body: { ...fields, roles: ['expert'] },
    });
    expect((await me(second)).statusCode).toBe(200);
    expect((await harness.send('GET', `${restPrefix}/people`, { cookie: second })).statusCode).toBe(403);
  });
});

describe('requests', () => {
  it('[IDN18] of another page are refused, also with a good cookie', async () => {
    const cookie = await harness.signIn('admin');
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }]) {
      const answer = await harness.send('POST', `${restPrefix}/skills`, {
        cookie,
        headers,
        body: { name: 'x' },
      });
      expect(answer.statusCode).toBe(403);
      expect(answer.json().error.code).toBe('bad_origin');
    }
    expect(await harness.store.directory.all('skills')).toEqual([]);
  });

  it('[IDN18] of a form on another site change nothing: only JSON is taken', async () => {
    const cookie = await harness.signIn('admin');
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const answer = await harness.app.inject({
        method: 'POST',
        url: `${restPrefix}/skills`,
        headers: { host: HOST, origin: ORIGIN, cookie, 'content-type': type },
        payload: '{"name":"x"}',
      });
      expect(answer.statusCode).toBe(415);
    }
  });

  it('[IDN19] sign-ins are limited by address and by name, and say when to come again', async () => {
    const strict = await startHarness(postgres, { limits: { signInsByAddress: 8, signInsByName: 3 } });
    const tryOne = (name: string, from: string) =>
      strict.send('POST', `${restPrefix}/sign-in`, { body: { name, password: 'x' }, from });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await tryOne('somebody', `10.0.0.${n}`)).statusCode);
    for (let n = 0; n < 9; n++) statuses.push((await tryOne(`name-${n}`, '10.0.1.1')).statusCode);
    expect(statuses).toEqual([401, 401, 401, 429, ...Array(8).fill(401), 429]);
    const last = await tryOne('another', '10.0.1.1');
    expect(last.json().error.code).toBe('rate_limited');
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    await strict.close();
  });

  it('[IDN19] an address from which too many sign-ins failed waits, and others do not', async () => {
    const strict = await startHarness(postgres, { limits: { failedSignIns: 3 } });
    await strict.person('amara', ['expert']);
    const tryOne = (name: string, password: string, from: string) =>
      strict.send('POST', `${restPrefix}/sign-in`, { body: { name, password }, from });
    for (let n = 0; n < 5; n++) expect((await tryOne('amara', PASSWORD, '10.0.0.1')).statusCode).toBe(200);
    for (let n = 0; n < 3; n++) expect((await tryOne(`x-${n}`, 'x', '10.0.0.1')).statusCode).toBe(401);
    expect((await tryOne('amara', PASSWORD, '10.0.0.1')).statusCode).toBe(429);
    expect((await tryOne('amara', PASSWORD, '10.0.0.2')).statusCode).toBe(200);
    await strict.close();
  });

  it('[IDN8] where parents may embed the desk, the sign-in is partitioned by them', async () => {
    const open = await startHarness(postgres, { embedParents: ['https://crm.example'] });
    await open.person('amara', ['expert']);
    const answer = await open.send('POST', `${restPrefix}/sign-in`, {
      body: { name: 'amara', password: PASSWORD },
    });
    expect(answer.headers['set-cookie']).toMatch(/; Secure; HttpOnly; SameSite=None; Partitioned$/);
    const parent = await open.send('POST', `${restPrefix}/sign-out`, {
      headers: { origin: 'https://crm.example' },
    });
    expect(parent.json().error.code).toBe('bad_origin');
    await open.close();
  });

  it('[IDN19] requests of any kind are limited by address; others do not notice', async () => {
    const strict = await startHarness(postgres, { limits: { requests: 5 } });
    const ask = async (from: string) => (await strict.send('GET', '/health/live', { from })).statusCode;
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) statuses.push(await ask('10.0.0.1'));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await ask('10.0.0.2')).toBe(200);
    await strict.close();
  });
});
