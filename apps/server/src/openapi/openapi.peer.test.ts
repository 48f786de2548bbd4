import type { TestPostgres } from '@rem/testkit';
import { validate } from '@scalar/openapi-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Harness, startDatabase, startHarness } from '../http/app.contract.ts';

let postgres: TestPostgres;
let harness: Harness;
beforeAll(async () => {
  postgres = await startDatabase();
  harness = await startHarness(postgres);
});
afterAll(async () => {
  await harness.close();
  await postgres.stop();
});

const operations = z.object({
  openapi: z.literal('3.1.1'),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ security: z.array(z.unknown()) }))),
});

const open = async () => (await harness.send('GET', '/api/openapi.json')).json();

describe('the OpenAPI document', () => {
  it('is valid', async () => {
    const { valid, errors } = await validate(await open());
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('has every route that is not a page, with what it needs', async () => {
    const { paths } = operations.parse(await open());
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, { security }]) => `${method.toUpperCase()} ${path} ${security.length > 0}`,
      ),
    );
    const declared = harness.app.declaredRoutes
      .filter(({ url }) => /^\/(api\/v1|health)\//.test(url))
      .map(({ method, url, right }) => `${method} ${url.replace(':id', '{id}')} ${right !== 'public'}`);
    expect(documented.sort()).toEqual(declared.sort());
  });

  it('can be read as a page that needs no script and nothing from elsewhere', async () => {
    const { body, headers } = await harness.send('GET', '/api/docs');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(body).not.toMatch(/<script|(src|href)="(?![/#])|\s(style|on\w+)="/i);
    for (const { url } of harness.app.declaredRoutes.filter(({ url }) => url.startsWith('/api/v1'))) {
      expect(body).toContain(`<code>${url.replace(':id', '{id}')}</code>`);
    }
    expect((await harness.send('GET', '/api/docs.css')).headers['content-type']).toContain('text/css');
  });
});
