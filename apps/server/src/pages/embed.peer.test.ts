import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { restPrefix } from '@rem/protocol';
import { type Browser, launchChromium, type Page, type TestPostgres } from '@rem/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, PASSWORD, startDatabase, startHarness } from '../http/app.contract.ts';

/** A desk that signs in and says who it is; its title is what happened. */
const DESK = `
  const post = (path, body) => fetch('${restPrefix}' + path, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const tell = (text) => { document.body.textContent = text; };
  document.addEventListener('securitypolicyviolation', (event) => tell('blocked ' + event.violatedDirective));
  const signedIn = await post('/sign-in', { name: 'amara', password: '${PASSWORD}' });
  const me = await (await fetch('${restPrefix}/me')).json();
  const style = document.createElement('style');
  style.textContent = 'body { color: rgb(1, 2, 3) }';
  document.head.append(style);
  tell(signedIn.status + ' ' + (me.signInName ?? me.error.code) + ' ' + getComputedStyle(document.body).color);
`;

let postgres: TestPostgres;
let browser: Browser;
let parent: Server;
let harness: Harness;
/** Address of our server: another site than the parent's, as the browser sees it. */
let ours: string;
let parentOrigin: string;

const portOf = (server: Server): number => (server.address() as AddressInfo).port; // it listens on TCP

beforeAll(async () => {
  postgres = await startDatabase();
  browser = await launchChromium();
  parent = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<iframe name="desk" src="${ours}/desk?embed=1"></iframe>`);
  });
  await new Promise<void>((resolve) => parent.listen(0, '127.0.0.1', resolve));
  parentOrigin = `https://localhost:${portOf(parent)}`;
  harness = await startHarness(postgres, { embedParents: [parentOrigin] });
  await harness.person('amara', ['expert']);
  const desk = join(harness.folder, 'read');
  mkdirSync(join(desk, 'assets'), { recursive: true });
  writeFileSync(join(desk, 'index.html'), '<body><script type="module" src="/desk/assets/desk.js"></script>');
  writeFileSync(join(desk, 'assets', 'desk.js'), DESK);
  const tls = join(harness.folder, 'tls');
  parent.setSecureContext({
    key: readFileSync(join(tls, 'server.key')),
    cert: readFileSync(join(tls, 'server.crt')),
  });
  ours = await harness.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => parent.close(resolve));
  await harness.close();
  await postgres.stop();
});

async function visit<T>(look: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    return await look(await context.newPage());
  } finally {
    await context.close();
  }
}

const happened = (where: ReturnType<Page['frameLocator']> | Page) =>
  where
    .locator('body')
    .filter({ hasText: /^(\d{3}|blocked) / })
    .textContent();

describe('the desk in a frame of another site', () => {
  it('[IDN8] [IDN20] signs in inside of an allowed parent, and styles of the page’s own apply', async () => {
    await visit(async (page) => {
      await page.goto(parentOrigin);
      expect(await happened(page.frameLocator('iframe'))).toBe('200 amara rgb(1, 2, 3)');
      const [cookie] = await page.context().cookies(ours);
      expect(cookie).toMatchObject({
        name: '__Host-rem-session',
        sameSite: 'None',
        partitionKey: expect.anything(),
      });
    });
  });

  it('[IDN8] a sign-in made on our own page is not there inside of the parent, and works on our own', async () => {
    await visit(async (page) => {
      await page.goto(`${ours}/desk`);
      expect(await happened(page)).toContain('200 amara');
      await page.route('**/api/v1/sign-in', (route) => route.fulfill({ status: 204 }));
      await page.goto(parentOrigin);
      expect(await happened(page.frameLocator('iframe'))).toContain('204 unauthenticated');
    });
  });

  it('[IDN20] is not shown by a parent that is not on the list', async () => {
    await visit(async (page) => {
      const stranger = `https://127.0.0.1:${portOf(parent)}`;
      const blocked = page.waitForEvent('console', (message) =>
        /frame-ancestors|frame/i.test(message.text()),
      );
      await page.goto(stranger);
      expect((await blocked).text()).toMatch(/frame-ancestors|refused/i);
      expect(await page.frames()[1]?.evaluate(() => document.body.textContent)).not.toContain('amara');
    });
  });
});
