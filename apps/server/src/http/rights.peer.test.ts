import { readFileSync } from 'node:fs';
import { hasRight, RemError, type Role, restPrefix } from '@rem/protocol';
import type { TestPostgres } from '@rem/testkit';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KIOSK_COOKIE, SESSION_COOKIE } from '../identity/cookies.ts';
import { nobody } from '../identity/principal.ts';
import { formatApiKey, hashOf, newToken } from '../identity/tokens.ts';
import { type Harness, type Method, startDatabase, startHarness } from './app.contract.ts';
import { registerRights } from './rights.ts';
import type { App } from './types.ts';

let postgres: TestPostgres;
let harness: Harness;
const by = { actor: { kind: 'system', id: null, name: 'test' }, address: null } as const;

beforeAll(async () => {
  postgres = await startDatabase();
  harness = await startHarness(postgres);
});
afterAll(async () => {
  await harness.close();
  await postgres.stop();
});

const SPEC = new URL('../../../../docs/spec/identity.md', import.meta.url);
const ROW = /^\| (GET|POST|PUT|DELETE) \| `(.+)` \| `([a-z:_]+)` \|$/gm;

const declaredInSpec = (): string[] =>
  [...readFileSync(SPEC, 'utf8').matchAll(ROW)].map(([, method, url, right]) => `${method} ${url} ${right}`);

/** An address of a route, with an id that nothing has. */
const addressOf = (url: string): string =>
  url
    .replace(':id', '7c9e6679-7425-40de-944b-e07fc1f90ae7')
    .replace(/:file\(.*\)/, 'robots.txt')
    .replace('*', 'x.js');

type Who = Role | 'nobody';

/** What makes a request this role's: made anew for each request, since some end what they come with. */
async function credentials(who: Who): Promise<Record<string, string>> {
  const { store, clock } = harness;
  if (who === 'nobody' || who === 'customer') return {};
  const token = newToken();
  if (who === 'service') {
    const key = await store.keys.create({ name: `key ${token}`, keyHash: hashOf(token) }, by);
    return { authorization: `Bearer ${formatApiKey(key.id, token)}` };
  }
  if (who === 'device') {
    const code = newToken();
    const [kiosk] = await store.directory.all('kiosks');
    await store.kiosks.setEnrolCode(kiosk?.id ?? '', hashOf(code), clock.now() + 60_000, by);
    await store.kiosks.enrol({
      codeHash: hashOf(code),
      tokenHash: hashOf(token),
      now: clock.now(),
      address: null,
    });
    return { cookie: `${KIOSK_COOKIE}=${token}` };
  }
  const credentials = await store.people.bySignInName(who);
  await store.logins.create({
    tokenHash: hashOf(token),
    accountId: credentials?.person.id ?? '',
    address: '',
    userAgent: '',
    expiresAt: clock.now() + 60_000,
  });
  return { cookie: `${SESSION_COOKIE}=${token}` };
}

describe('rights of the routes', () => {
  it('[IDN3] are those of the table in the spec, no more and no less', () => {
    const declared = harness.app.declaredRoutes.map(({ method, url, right }) => `${method} ${url} ${right}`);
    expect(declared.sort()).toEqual(declaredInSpec().sort());
  });

  it.each<Who>(['nobody', 'expert', 'supervisor', 'administrator', 'device', 'service'])(
    '[IDN2] %s is let through to each route it has the right to, and to no other',
    async (who) => {
      if (!(await harness.store.people.bySignInName('expert'))) {
        for (const role of ['expert', 'supervisor', 'administrator'] as const) {
          await harness.person(role, [role]);
        }
        const branch = await harness.store.directory.create(
          'branches',
          { name: 'B', address: '', timeZone: 'UTC', languages: ['en'] },
          by,
        );
        await harness.store.directory.create(
          'kiosks',
          { name: 'K', branchId: branch.id, serviceIds: null },
          by,
        );
      }
      const wrong: string[] = [];
      for (const { method, url, right } of harness.app.declaredRoutes) {
        const headers = await credentials(who);
        const answer = await harness.send(method as Method, addressOf(url), { headers }); // from the list
        const code: unknown =
          answer.headers['content-type']?.toString().includes('json') && answer.body
            ? answer.json().error?.code
            : undefined;
        const refusal = who === 'nobody' ? 'unauthenticated' : 'forbidden';
        const refused = code === 'unauthenticated' || code === 'forbidden';
        const expected = !hasRight([who], right);
        if (refused !== expected || (expected && code !== refusal)) {
          wrong.push(`${method} ${url}: ${answer.statusCode} ${String(code)}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  it('[IDN2] refuses before the body is looked at', async () => {
    const answer = await harness.send('POST', `${restPrefix}/people`, {
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(401);
  });

  it('[IDN4] who it is is not asked where that does not matter', async () => {
    const away = await startHarness(postgres, {
      whoIs: () => Promise.reject(new RemError('unavailable', 'the database is away')),
    });
    for (const path of ['/health/live', '/api/docs', '/api/openapi.json']) {
      expect((await away.send('GET', path)).statusCode, path).toBe(200);
    }
    expect((await away.send('GET', '/desk')).body).toMatch(/not been built/);
    const answer = await away.send('GET', `${restPrefix}/me`);
    expect(answer.json()).toEqual({ error: new RemError('unavailable').toWire() });
    await away.close();
  });

  it('[IDN1] a route without a right cannot be registered', async () => {
    const app = Fastify() as unknown as App; // without TLS: no request is made
    registerRights(app, async () => nobody(''));
    expect(() => app.get('/planted', () => 'x')).toThrow(/declares no right/);
    await app.close();
  });
});
