import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import {
  type Browser,
  type BrowserContext,
  launchChromium,
  type Page,
  setUpPrivateNetwork,
  until,
} from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { seriousFaults } from './support/axe.ts';
import { openDesk, pictureMoves } from './support/pages.ts';
import { type Product, startProduct } from './support/product.ts';

const built = fileURLToPath(new URL('../apps/interactive-controller/dist/', import.meta.url));
/** First load of the customer's page, JavaScript, gzipped: 200 kB at most. */
const BUDGET_BYTES = 200_000;

const words = {
  en: {
    agree: 'I agree, continue',
    ask: /ask for an expert$/i,
    inLine: 'You are in line',
    hangUp: 'Hang up',
    thanks: 'Thank you for talking to us',
    wiped: 'Everything about you has been removed from this screen.',
    done: 'Done',
  },
  ar: {
    agree: 'أوافق، متابعة',
    ask: /اطلب خبيرًا$/,
    inLine: 'أنت في الانتظار',
    hangUp: 'إنهاء المكالمة',
    thanks: 'شكرًا لحديثك معنا',
    wiped: 'مُحي من هذه الشاشة كل ما يخصك.',
    done: 'تم',
  },
} as const;

let product: Product;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  await setUpPrivateNetwork();
  product = await startProduct();
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

interface Options {
  readonly path?: string;
  readonly locale?: string;
  readonly bypassCSP?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

async function openPage(options: Options = {}): Promise<Page> {
  const { path = '', locale = 'en-GB', bypassCSP = false, viewport = { width: 1280, height: 800 } } = options;
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale, bypassCSP, viewport });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(`${product.pages.customer}${path}`);
  return page;
}

const screen = (page: Page, name: string): Promise<void> => page.locator(`[data-screen="${name}"]`).waitFor();

async function walkToWaiting(page: Page, language: 'en' | 'ar' = 'en'): Promise<void> {
  await page.locator('[data-service]').first().click();
  await page.getByRole('button', { name: words[language].agree }).click();
  await page.getByRole('button', { name: words[language].ask }).click();
  await page.getByRole('heading', { name: words[language].inLine }).waitFor();
}

const sessionList = z.object({
  total: z.int(),
  items: z.array(z.object({ id: z.string(), state: z.string() })),
});

/** The REST interface as a person of this role. */
async function restAs(role: string) {
  const name = product.accounts.find((account) => account.role === role)?.name;
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  contexts.push(context);
  const { request } = context;
  const signedIn = await request.post(`${product.url}/api/v1/sign-in`, {
    data: { name, password: product.password },
  });
  expect(signedIn.status()).toBe(200);
  return {
    get: async (path: string): Promise<unknown> => (await request.get(`${product.url}/api/v1${path}`)).json(),
    post: async (path: string): Promise<unknown> =>
      (await request.post(`${product.url}/api/v1${path}`)).json(),
  };
}

describe.each([
  ['en', 'en-GB', 'ltr', 'amara'],
  ['ar', 'ar', 'rtl', 'layla'],
] as const)('a customer who reads %s', (language, locale, direction, expert) => {
  let desk: Page;

  beforeEach(async () => {
    const opened = await openDesk(browser, product, expert);
    contexts.push(opened.context);
    desk = opened.page;
  });

  it('[REI1] [REI10] [REI20] goes through every screen, and axe finds nothing serious on any', async () => {
    const page = await openPage({ locale, bypassCSP: true });
    const look = async (name: string): Promise<void> => {
      await screen(page, name);
      expect(
        await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]),
      ).toEqual([language, direction]);
      expect(await seriousFaults(page), `on ${name}`).toEqual([]);
    };
    const say = words[language];
    await look('attract');
    await page.locator('[data-service]').first().click();
    await look('consent');
    await page.getByRole('button', { name: say.agree }).click();
    await screen(page, 'check');
    await checksPass(page);
    await look('check');
    await page.getByRole('button', { name: say.ask }).click();
    await look('waiting');
    await desk.getByRole('button', { name: 'Go available' }).click();
    await desk.getByRole('button', { name: 'Accept' }).click();
    await screen(page, 'call');
    await Promise.all([pictureMoves(page, 15_000, 'customer'), pictureMoves(desk, 15_000, 'expert')]);
    await look('call');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await screen(page, 'call');
    await page.getByRole('button', { name: say.hangUp }).click();
    await page.getByRole('dialog').getByRole('button', { name: say.hangUp }).click();
    await page.getByText(say.thanks).waitFor();
    await page.getByText(say.wiped).waitFor();
    await look('end');
    await page.getByRole('button', { name: say.done }).click();
    await look('attract');
  });
});

describe('the customer’s page', () => {
  it('[REI2] a double click on the service and on the request makes one session', async () => {
    const supervisor = await restAs('supervisor');
    const total = async (): Promise<number> => sessionList.parse(await supervisor.get('/sessions')).total;
    const before = await total();
    const page = await openPage();
    await page.locator('[data-service]').first().dblclick();
    await screen(page, 'consent');
    await page.getByRole('button', { name: words.en.agree }).click();
    await page.getByRole('button', { name: words.en.ask }).dblclick();
    await page.getByText('You are next').waitFor();
    expect(await total()).toBe(before + 1);
    await leaveLine(page);
  });

  it('[REI3] a reload while waiting keeps the place; leaving gives it up and wipes', async () => {
    const page = await openPage();
    await walkToWaiting(page);
    await page.getByText('You are next').waitFor();
    const ticket = await page.evaluate(() => sessionStorage.getItem('rem.ticket'));
    await page.reload();
    await page.getByText('You are next').waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('rem.ticket'))).toBe(ticket);
    await leaveLine(page);
    await page.getByText(words.en.wiped).waitFor();
    await until(() => page.evaluate(() => sessionStorage.length === 0), { what: 'the ticket is gone' });
    await page.reload();
    await screen(page, 'attract');
  });

  it('[REI4] a screen that nobody touches goes back to the start, after a visible count', async () => {
    const page = await openPage();
    await page.clock.install();
    await page.reload();
    await page.locator('[data-service]').first().click();
    await page.getByText(/Back to the start in/).waitFor();
    await page.clock.runFor(50_000);
    await page.getByRole('button', { name: 'I am still here' }).click();
    await page.clock.runFor(50_000);
    await screen(page, 'consent');
    await page.clock.runFor(15_000);
    await screen(page, 'attract');
  });

  it('[REI5] a link opens at its service, in its branch', async () => {
    const page = await openPage();
    const service = await page.locator('[data-service]').nth(1).getAttribute('data-service');
    const linked = await openPage({ path: `?service=${service}`, viewport: { width: 390, height: 844 } });
    await screen(linked, 'consent');
  });

  it('[REI6] a code from the console makes the browser a kiosk', async () => {
    const administrator = await restAs('administrator');
    const kiosks = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
    const [kiosk] = kiosks.parse(await administrator.get('/kiosks')).items;
    if (!kiosk) throw new Error('the demo has no kiosk');
    const made = z
      .object({ code: z.string() })
      .parse(await administrator.post(`/kiosks/${kiosk.id}/enrol-code`));
    const page = await openPage({ path: '?enrol' });
    await page.getByLabel('Code').fill('WRNG-CDEE');
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Code').fill(made.code);
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByText(kiosk.name).waitFor();
    await page.getByRole('button', { name: 'Go to the start page' }).click();
    await screen(page, 'attract');
    expect(new URL(page.url()).search).toBe('');
  });

  it('[REI7] asks no other origin for anything, and breaks no rule of its security policy', async () => {
    const page = await openPage();
    const asked: string[] = [];
    const refused: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text());
    });
    await page.reload();
    await walkToWaiting(page);
    await leaveLine(page);
    expect(asked.filter((origin) => origin !== product.url)).toEqual([]);
    expect(refused).toEqual([]);
  });

  it('[REI8] loads at most 200 kB of JavaScript first, gzipped', async () => {
    const html = await readFile(`${built}index.html`, 'utf8');
    const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file);
    expect(scripts.length).toBeGreaterThan(0);
    const sizes = await Promise.all(
      scripts.map(async (file) => gzipSync(await readFile(`${built}${file}`)).length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(BUDGET_BYTES);
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });
});

async function leaveLine(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await screen(page, 'end');
}

/** Camera, microphone and connection are found good; the speaker is for people to judge. */
async function checksPass(page: Page): Promise<void> {
  let found: string[] = [];
  await until(
    async () => {
      found = await page
        .locator('section[data-state]')
        .evaluateAll((cards: HTMLElement[]) =>
          cards.map(({ dataset, textContent }) => `${dataset.state}: ${textContent}`),
        );
      return found.filter((card) => card.startsWith('good')).length === 3;
    },
    { timeoutMs: 20_000, what: () => `three of the checks are good: ${found.join(' | ')}` },
  );
}
