import { connect as connectTls } from 'node:tls';
import { errorCode, restPrefix, wireError } from '@rem/protocol';
import type { TestPostgres } from '@rem/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, HOST, type Method, ORIGIN, startDatabase, startHarness } from './app.contract.ts';

let postgres: TestPostgres;
let harness: Harness;
let admin: string;

beforeAll(async () => {
  postgres = await startDatabase();
  harness = await startHarness(postgres);
  await harness.person('admin', ['administrator']);
  admin = await harness.signIn('admin');
});
afterAll(async () => {
  await harness.close();
  await postgres.stop();
});

const raw = (url: string, payload: string | Buffer, type = 'application/json') =>
  harness.app.inject({
    method: 'POST',
    url,
    headers: { host: HOST, origin: ORIGIN, cookie: admin, 'content-type': type },
    payload,
  });

describe('bad input', () => {
  it.each([
    ['cut off', '{"name":', 400, 'bad_request'],
    ['nothing', '', 400, 'bad_request'],
    ['not JSON', 'name=x', 400, 'bad_request'],
    ['not UTF-8', Buffer.from([0xff, 0xfe, 0x7b]), 400, 'bad_request'],
    ['a poisoned prototype', '{"__proto__":{"admin":true},"name":"x"}', 400, 'bad_request'],
    ['a number', '1', 400, 'bad_request'],
    ['null', 'null', 400, 'bad_request'],
    ['deeply nested', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 400, 'bad_request'],
    ['too much', JSON.stringify({ name: 'x'.repeat(65 * 1024) }), 413, 'too_large'],
  ])('[IDN21] %s', async (_what, body, status, code) => {
    const answer = await raw(`${restPrefix}/skills`, body);
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  });

  it('[IDN21] says what was expected where', async () => {
    const answer = await raw(
      `${restPrefix}/services`,
      JSON.stringify({ name: { en: 'x' }, timers: { offer: 1 } }),
    );
    expect(answer.json().error).toMatchObject({ code: 'bad_request', retryable: false });
    expect(answer.json().error.detail).toMatch(/^body\.timers\.offer: /);
  });

  it('[IDN21] unknown addresses, methods and media types each have their row', async () => {
    const answers = [
      await harness.send('GET', '/api/v1/nothing'),
      await harness.send('DELETE', `${restPrefix}/me`, { cookie: admin }),
      await harness.send('PATCH', `${restPrefix}/skills/7c9e6679-7425-40de-944b-e07fc1f90ae7`),
      await raw(`${restPrefix}/skills`, '<skill/>', 'application/xml'),
      await harness.send('GET', '/%E0%A4%A'),
      await harness.send('GET', `/${'a'.repeat(300)}`),
    ];
    expect(answers.map((answer) => [answer.statusCode, answer.json().error.code])).toEqual([
      [404, 'not_found'],
      [405, 'method_not_allowed'],
      [405, 'method_not_allowed'],
      [415, 'unsupported_media_type'],
      [400, 'bad_request'],
      [404, 'not_found'],
    ]);
    expect(answers[1]?.headers.allow).toBe('GET, HEAD');
  });

  it('[IDN21] any JSON to any route is answered with a row of the catalogue or with success, never with 500', async () => {
    const routes = harness.app.declaredRoutes.filter(
      // Signing out would end what the other requests need.
      ({ url }) => url.startsWith(restPrefix) && !url.endsWith('/sign-out'),
    );
    const id = fc.oneof(fc.constant('7c9e6679-7425-40de-944b-e07fc1f90ae7'), fc.webSegment());
    const query = fc.dictionary(
      fc.constantFrom('q', 'page', 'size', 'sort', 'version', 'branch', 'state', 'from', 'actorId', 'x'),
      fc.oneof(
        fc.string(),
        fc.constantFrom('1', '-1', '-name', 'constructor', "'; drop table", '1e99', '%00'),
      ),
    );
    const likely = fc.record(
      {
        name: fc.oneof(fc.string(), fc.record({ en: fc.string() }), fc.constant('\u0000')),
        version: fc.oneof(fc.integer(), fc.constant(2 ** 53)),
        signInName: fc.string(),
        password: fc.string(),
        current: fc.string(),
        next: fc.string({ minLength: 12 }),
        code: fc.string(),
        roles: fc.array(fc.constantFrom('expert', 'administrator', 'x')),
        branchId: fc.uuid(),
        requiredSkills: fc.dictionary(fc.uuid(), fc.integer({ min: 0, max: 11 })),
        dispositionIds: fc.array(fc.uuid()),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        id,
        query,
        fc.oneof(fc.jsonValue(), likely),
        async ({ method, url }, id, query, body) => {
          const path = `${url.replace(':id', id)}?${new URLSearchParams(query)}`;
          const answer = await harness.send(method as Method, path, {
            cookie: admin,
            headers: { 'content-type': 'application/json' },
            ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
          });
          expect(answer.statusCode, `${method} ${path} ${JSON.stringify(body)}: ${answer.body}`).toBeLessThan(
            500,
          );
          if (answer.statusCode >= 400) expect(() => wireError.parse(answer.json().error)).not.toThrow();
        },
      ),
      { numRuns: 400 },
    );
  });

  it('[IDN21] what breaks inside is told to the log and not to the client', async () => {
    const broken = await startHarness(postgres, {
      live: {
        snapshot() {
          throw new Error('secret: /run/rem/key');
        },
      },
    });
    await broken.person('supervisor', ['supervisor']);
    const cookie = await broken.signIn('supervisor');
    const answer = await broken.send('GET', `${restPrefix}/live/now`, { cookie });
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({
      error: { code: 'internal', message: 'Something went wrong on our side.', retryable: true },
    });
    expect(broken.log.join('')).toContain('/run/rem/key');
    await broken.close();
  });

  it('[IDN21] what is not HTTP is cut off without a word about us', async () => {
    const address = await harness.app.listen({ port: 0, host: '127.0.0.1' });
    const said = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connectTls({
        port: Number(new URL(address).port),
        host: '127.0.0.1',
        rejectUnauthorized: false,
      });
      socket.on('secureConnect', () => socket.write('\u0000\u0001 nonsense\r\n\r\n'));
      socket.on('data', (data) => {
        text += data.toString();
      });
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    expect(said).not.toMatch(/fastify|node|stack/i);
    expect(errorCode.parse(JSON.parse(said.split('\r\n\r\n')[1] ?? '').error.code)).toBe('bad_request');
  });

  it('[IDN20] every answer has the security headers and none names the software', async () => {
    const answers = [
      await harness.send('GET', `${restPrefix}/setup`),
      await harness.send('GET', '/nothing/here'),
      await harness.send('POST', `${restPrefix}/sign-in`, { body: {} }),
      await harness.send('GET', '/health/ready'),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none'",
      });
      expect(headers['permissions-policy']).toContain('camera=(self)');
      expect(headers.server ?? headers['x-powered-by']).toBeUndefined();
    }
  });
});
