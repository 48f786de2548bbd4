import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { createLogger } from '@rem/kit/logger';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createErrorHandler } from '../http/errors.ts';
import { registerHeaders } from '../http/headers.ts';
import { registerMissing } from '../http/missing.ts';
import { registerRights } from '../http/rights.ts';
import type { App } from '../http/types.ts';
import { nobody } from '../identity/principal.ts';
import { acceptedEncoding } from './compressed.ts';
import { registerPages } from './pages.ts';

const PARENT = 'https://crm.example';

let folder: string;
let app: App;

function page(name: string, files: Record<string, string | Buffer>): void {
  mkdirSync(join(folder, name, 'assets'), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, name, file), content);
}

async function start(embedParents: string[]): Promise<App> {
  const made = Fastify() as unknown as App; // without TLS: requests are injected
  made.setErrorHandler(createErrorHandler(createLogger('test', 'silent')));
  await registerHeaders(made);
  registerRights(made, async () => nobody(''));
  registerMissing(made);
  const folders = { reic: join(folder, 'reic'), read: join(folder, 'read'), reac: join(folder, 'reac') };
  await registerPages(made, folders, embedParents);
  return made;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rem-pages-'));
  const script = 'export const large = 1;\n'.repeat(50);
  page('reic', {
    'index.html': '<title>customer</title>',
    'favicon.svg': '<svg/>',
    'assets/index-ab12.js': script,
    'assets/index-ab12.js.br': brotliCompressSync(script),
    'assets/index-ab12.js.gz': gzipSync(script),
  });
  page('reac', { 'index.html': '<title>console</title>', 'assets/index-cd34.js': 'x' });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  app = await start([PARENT]);
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

describe('pages', () => {
  it('[IDN20] allow this host alone and may be framed by nobody', async () => {
    const { headers, body } = await get('/');
    expect(body).toContain('customer');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toBe(
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; " +
        "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' wss:; worker-src 'self' blob:; " +
        "manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('[IDN20] only the desk, only with embed=1, only in the parents of the list', async () => {
    page('read', { 'index.html': '<title>desk</title>' });
    const embedded = await get('/desk?embed=1');
    expect(embedded.headers['content-security-policy']).toContain(`frame-ancestors ${PARENT}`);
    expect(embedded.headers['x-frame-options']).toBeUndefined();
    for (const url of [
      '/desk',
      '/desk?embed=0',
      '/?embed=1',
      '/console?embed=1',
      '/console/people?embed=1',
    ]) {
      const { headers } = await get(url);
      expect(headers['content-security-policy'], url).toContain("frame-ancestors 'none'");
      expect(headers['x-frame-options'], url).toBe('DENY');
    }
  });

  it('[IDN20] nobody may frame the desk when there is no list', async () => {
    page('read', { 'index.html': '<title>desk</title>' });
    const closed = await start([]);
    const { headers } = await closed.inject({ url: '/desk?embed=1' });
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    await closed.close();
  });

  it('keep hashed files for good and ask again for others', async () => {
    const hashed = await get('/assets/index-ab12.js');
    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(hashed.headers['content-type']).toContain('javascript');
    const other = await get('/favicon.svg');
    expect(other.headers['cache-control']).toBe('no-cache');
    const again = await get('/favicon.svg', { 'if-none-match': String(other.headers.etag) });
    expect(again.statusCode).toBe(304);
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
  ])('send %s as it was compressed by the build', async (accepted, encoding) => {
    const { headers, statusCode } = await get('/assets/index-ab12.js', { 'accept-encoding': accepted });
    expect(statusCode).toBe(200);
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toContain('accept-encoding');
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('send %s also where the build made none, the same each time', async (encoding, open) => {
    const script = 'export const large = 2;\n'.repeat(50);
    writeFileSync(join(folder, 'reac', 'assets', 'index-ef56.js'), script);
    for (let n = 0; n < 2; n++) {
      const answer = await get('/console/assets/index-ef56.js', { 'accept-encoding': `${encoding}, *;q=0` });
      expect(answer.headers).toMatchObject({
        'content-encoding': encoding,
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
      });
      expect(open(answer.rawPayload).toString()).toBe(script);
    }
  });

  it('take a client by its word on what it cannot decode', () => {
    expect(acceptedEncoding('gzip;q=0.5, br;q=0')).toBe('gzip');
    expect(acceptedEncoding('deflate, zstd')).toBeNull();
    expect(acceptedEncoding(undefined)).toBeNull();
  });

  it('the console’s own addresses show the console, its missing files do not', async () => {
    for (const url of ['/console', '/console/', '/console/people', '/console/sessions/7c9e6679']) {
      expect((await get(url)).body, url).toContain('console');
    }
    expect((await get('/console/assets/index-cd34.js')).body).toBe('x');
    expect((await get('/console/assets/gone.js')).statusCode).toBe(404);
    expect((await get('/people')).statusCode).toBe(404);
  });

  it.each([
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/console/../secret.txt',
    '/console/..%5csecret.txt',
    '/assets/.hidden.js',
    '/assets/../index.html.js',
    '/console/assets/..%2f..%2fsecret.js',
  ])('nothing outside of the folder: %s', async (url) => {
    writeFileSync(join(folder, 'reic', 'assets', '.hidden.js'), 'hidden');
    const { body, statusCode } = await get(url, { 'accept-encoding': 'gzip, br' });
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(body).not.toMatch(/^(secret|hidden)/);
  });

  it('a page that is not built says so', async () => {
    const { statusCode, body, headers } = await get('/desk');
    expect(statusCode).toBe(503);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(body).toMatch(/not been built/);
  });
});
