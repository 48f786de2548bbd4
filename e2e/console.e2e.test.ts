import {
  type Browser,
  type BrowserContext,
  launchChromium,
  type Page,
  setUpPrivateNetwork,
} from '@rem/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFaults } from './support/axe.ts';
import { type Product, startProduct } from './support/product.ts';
import { openCustomer } from './support/scripted-customer.ts';

let product: Product;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  await setUpPrivateNetwork();
  product = await startProduct();
  browser = await launchChromium();
});

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function newContext(options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...options,
    ...{ ignoreHTTPSErrors: true, bypassCSP: true, locale: 'en-GB' },
    viewport: { width: 1366, height: 768 },
  });
  context.setDefaultTimeout(15_000);
  contexts.push(context);
  return context;
}

/** What a browser keeps of a sign-in: an account may sign in ten times a minute only, and each story needs one. */
const signedIn = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>();

/** The console in a browser of its own, signed in. */
async function openConsole(role: 'administrator' | 'supervisor', path = ''): Promise<Page> {
  const known = signedIn.get(role);
  const context = await newContext(known ? { storageState: known } : {});
  const page = await context.newPage();
  await page.goto(`${product.pages.console}${path}`);
  if (!known) {
    const account = product.accounts.find((each) => each.role === role);
    await page.getByLabel('Name', { exact: true }).fill(account?.name ?? '');
    await page.getByLabel('Password', { exact: true }).fill(product.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  await page.getByRole('navigation').waitFor();
  signedIn.set(role, await context.storageState());
  return page;
}

const go = async (page: Page, name: string) => {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
};
const notice = (page: Page, text: string) => page.getByText(text, { exact: true }).first().waitFor();
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const openRow = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const panel = (page: Page) => page.getByRole('dialog').first();
const nameField = (page: Page) => panel(page).getByRole('textbox', { name: 'Name', exact: true });

async function createNamed(page: Page, what: string, name: string): Promise<void> {
  await page.getByRole('button', { name: `New ${what}` }).click();
  await nameField(page).fill(name);
  await panel(page).getByRole('button', { name: 'Create' }).click();
  await notice(page, `“${name}” was created.`);
  await row(page, name).waitFor();
}

async function addSkill(page: Page, skill: string): Promise<void> {
  await panel(page).getByRole('combobox', { name: 'Add a skill' }).click();
  await page.getByRole('option', { name: skill, exact: true }).click();
}

describe('admin console', () => {
  it('sets up a skill, a service, a person, a branch and a kiosk, and tells all of it in the audit', async () => {
    const page = await openConsole('administrator', '/skills');
    await createNamed(page, 'skill', 'Sailing boats');

    await go(page, 'Services');
    await page.getByRole('button', { name: 'New service' }).click();
    await panel(page).getByRole('button', { name: 'Create' }).click();
    await page.getByText('Not saved yet: look at the marked fields.').waitFor();
    await panel(page).getByRole('textbox', { name: 'Name (English)' }).fill('Boat loans');
    await addSkill(page, 'Sailing boats');
    await panel(page).getByRole('textbox', { name: 'Offer rings' }).fill('3');
    await page.getByText('At least 5.', { exact: true }).waitFor();
    await panel(page).getByRole('textbox', { name: 'Offer rings' }).fill('25');
    expect(await seriousFaults(page)).toEqual([]);
    await panel(page).getByRole('button', { name: 'Create' }).click();
    await notice(page, '“Boat loans” was created.');

    await go(page, 'People');
    await page.getByRole('button', { name: 'New person' }).click();
    await nameField(page).fill('Grace Hopper');
    await panel(page).getByRole('textbox', { name: 'Sign-in name' }).fill('Grace H!');
    await page.getByText('2 to 63 of a–z, 0–9, dot, dash and underscore.').waitFor();
    await panel(page).getByRole('textbox', { name: 'Sign-in name' }).fill('grace.h');
    await panel(page).locator('input[type=password]').fill('a harbour full of moths');
    await addSkill(page, 'Sailing boats');
    expect(await seriousFaults(page)).toEqual([]);
    await panel(page).getByRole('button', { name: 'Create' }).click();
    await notice(page, '“Grace Hopper” was created.');

    await go(page, 'Branches');
    await createNamed(page, 'branch', 'Harbour');

    await go(page, 'Audit');
    await page.getByRole('button', { name: 'Service created', exact: true }).first().click();
    await panel(page).getByText('Required skills › Sailing boats').waitFor();
    await panel(page).getByText('Times › Offer rings').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    for (const action of ['Branch created', 'Person created', 'Skill created']) {
      await page.getByRole('button', { name: action, exact: true }).first().waitFor();
    }
  });

  it('binds a browser to a kiosk with a code', async () => {
    const page = await openConsole('administrator', '/kiosks');
    await page.getByRole('button', { name: 'New kiosk' }).click();
    await nameField(page).fill('Jetty');
    await panel(page).getByRole('combobox', { name: 'Branch' }).click();
    await page.getByRole('option').first().click();
    await panel(page).getByRole('button', { name: 'Create' }).click();
    await notice(page, '“Jetty” was created.');
    await openRow(page, 'Jetty');
    await page.getByRole('button', { name: 'Make an enrol code' }).click();
    const code = await panel(page).locator('output').textContent();
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
    expect(await seriousFaults(page)).toEqual([]);

    const kiosk = await (await newContext()).newPage();
    await kiosk.goto(product.pages.customer);
    const status = await kiosk.evaluate(async (typed) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ code: typed });
      return (await fetch('/api/v1/kiosk/enrol', { method: 'POST', headers, body })).status;
    }, code);
    expect(status).toBe(200);
    await page.getByText('The code was used: a browser is bound to this kiosk now.').waitFor();

    await page.getByRole('button', { name: 'Unbind the browser' }).click();
    const question = page.getByRole('dialog', { name: 'Unbind the browser of “Jetty”?' });
    await question.getByRole('button', { name: 'Unbind the browser' }).click();
    await notice(page, 'No browser is bound to “Jetty” any more.');
  });

  it('takes a change back, and tells of a change that somebody else made meanwhile', async () => {
    const page = await openConsole('administrator', '/skills');
    await createNamed(page, 'skill', 'Knots');
    await openRow(page, 'Knots');
    await nameField(page).fill('Bends');
    await panel(page).getByRole('button', { name: 'Save' }).click();
    await notice(page, '“Bends” was saved.');
    const saved = page.getByRole('status').filter({ hasText: '“Bends” was saved.' });
    await saved
      .locator('div')
      .filter({ hasText: '“Bends” was saved.' })
      .getByRole('button', { name: 'Undo' })
      .click();
    await notice(page, '“Bends” is as it was before.');
    await row(page, 'Knots').waitFor();

    await openRow(page, 'Knots');
    await nameField(page).waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await nameField(other).fill('Splices');
    await panel(other).getByRole('button', { name: 'Save' }).click();
    await notice(other, '“Splices” was saved.');

    await nameField(page).fill('Hitches');
    await panel(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody saved a newer version meanwhile').waitFor();
    await page.getByRole('button', { name: 'Load the newer one' }).click();
    await expect.poll(() => nameField(page).inputValue()).toBe('Splices');
  });

  it('refuses to delete what is in use and says by what; deletes after a question that names it', async () => {
    const page = await openConsole('administrator', '/dispositions');
    await page.getByRole('row').nth(1).getByRole('button').click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: /^Delete “/ }).click();
    await page.getByText(/is still in use/).waitFor();
    await page.getByText(/^Take it out there first: service /).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();

    await createNamed(page, 'disposition', 'Lost at sea');
    await openRow(page, 'Lost at sea');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Delete “Lost at sea”' }).click();
    await notice(page, '“Lost at sea” was deleted.');
    await expect.poll(() => row(page, 'Lost at sea').count()).toBe(0);
  });

  it('goes to a person by name with Ctrl-K, and shows an API key once', async () => {
    const page = await openConsole('administrator', '/keys');
    await page.getByRole('button', { name: 'New API key' }).first().click();
    await nameField(page).fill('Reporting');
    await panel(page).getByRole('button', { name: 'Create' }).click();
    await page.getByText('Copy the key now: it is shown only this once.').waitFor();
    const key = await panel(page).locator('output').textContent();
    const answer = await fetchWith(page, key ?? '');
    expect(answer).toBe(200);
    await panel(page).getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByRole('button', { name: 'Revoke “Reporting”' }).click();
    await notice(page, '“Reporting” was revoked.');
    expect(await fetchWith(page, key ?? '')).toBe(401);

    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Page, person, service, branch, kiosk …').fill('amara');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await panel(page).getByRole('textbox', { name: 'Sign-in name' }).waitFor();
    expect(await panel(page).getByRole('textbox', { name: 'Sign-in name' }).inputValue()).toBe('amara');
  });

  it('shows a supervisor who waits as it happens, and not what is not theirs', async () => {
    const page = await openConsole('supervisor');
    await page.getByText('Nobody waits', { exact: true }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    const names = await page.getByRole('navigation').getByRole('link').allTextContents();
    expect(names).toEqual([
      ...['Live', 'Sessions', 'Skills', 'Services', 'Branches', 'Kiosks', 'Dispositions'],
    ]);

    const customer = await openCustomer(await newContext(), product.url);
    await customer.request('Business banking');
    const waiting = page.getByRole('region', { name: 'Who waits' });
    await waiting.getByText('Ada Lovelace').waitFor();
    await waiting.getByText(/Business banking/).waitFor();

    await go(page, 'Sessions');
    await openRow(page, 'Ada Lovelace');
    await panel(page).getByText('The customer asked for Business banking in English.').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await customer.close();

    await go(page, 'Services');
    await page.getByRole('row').nth(1).getByRole('button').click();
    await page.getByText('You can look at this. Only administrators change it.').waitFor();
    await page.goto(`${product.pages.console}/people`);
    await page.getByText('There is no such page').waitFor();
  });

  it.each([
    'live',
    'sessions',
    'people',
    'skills',
    'services',
    'branches',
    'kiosks',
    'dispositions',
    'keys',
    'audit',
  ])('has nothing serious against accessibility on %s, and asks no other origin', async (name) => {
    const page = await openConsole('administrator');
    const strangers: string[] = [];
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== new URL(product.url).origin)
        strangers.push(request.url());
    });
    await page.goto(`${product.pages.console}/${name}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    expect(await seriousFaults(page)).toEqual([]);
    expect(strangers).toEqual([]);
  });
});

/** Status of a read with an API key and nothing else. */
function fetchWith(page: Page, key: string): Promise<number> {
  return page.evaluate(async (bearer) => {
    const headers = { authorization: `Bearer ${bearer}` };
    return (await fetch('/api/v1/sessions', { headers, credentials: 'omit' })).status;
  }, key);
}
