import {
  type Browser,
  type BrowserContext,
  launchChromium,
  type Page,
  setUpPrivateNetwork,
  until,
} from '@rem/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFaults } from './support/axe.ts';
import { goAvailable } from './support/pages.ts';
import { type Product, startProduct } from './support/product.ts';
import { openCustomer, type ScriptedCustomer } from './support/scripted-customer.ts';

/** A service whose wrap-up is mandatory; each story has an expert of its own for it. */
const SERVICE = 'Business banking';

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

async function newContext(): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...{ ignoreHTTPSErrors: true, bypassCSP: true, locale: 'en-GB' },
    viewport: { width: 1366, height: 768 },
  });
  contexts.push(context);
  return context;
}

async function customerAt(service = SERVICE): Promise<ScriptedCustomer> {
  const customer = await openCustomer(await newContext(), product.url);
  await customer.request(service);
  return customer;
}

async function signIn(page: Page, name: string, password = product.password): Promise<void> {
  await page.getByLabel('Sign-in name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The desk of an expert who has just signed in and checked their devices. */
async function openDesk(name: string): Promise<Page> {
  const page = await (await newContext()).newPage();
  await page.goto(product.pages.desk);
  await signIn(page, name);
  await page.getByRole('button', { name: /^Go to the desk/ }).click();
  await page.getByRole('button', { name: 'Go available' }).waitFor();
  return page;
}

/** Leaves nobody behind who would take the next story's customer. */
async function signOut(page: Page): Promise<void> {
  await page.keyboard.press('Alt+s');
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Sign-in name').waitFor();
}

/** The limit is longer than a call may take to connect, so that a failure is the product's own. */
const seesExpert = { timeoutMs: 20_000, what: 'the customer sees the expert' };

const pictureOf = (page: Page, label: string) => page.getByRole('figure', { name: label });
/** Frames of this tile reached the screen. */
const seen = (page: Page, label: string) =>
  page.locator(`figure[aria-label="${label}"][data-frames]`).waitFor();

async function takeCall(page: Page): Promise<ScriptedCustomer> {
  const customer = await customerAt();
  await page.getByRole('button', { name: 'Accept' }).waitFor();
  await page.keyboard.press('Alt+a');
  await seen(page, 'Ada Lovelace');
  await until(async () => (await customer.frames()) > 10, seesExpert);
  return customer;
}

async function finishWrapUp(page: Page): Promise<void> {
  await page.getByLabel('Solved').check();
  await page.getByRole('button', { name: 'Finish' }).click();
}

describe('agent desktop', () => {
  it('carries an expert through a whole session, and is never less than accessible', async () => {
    const page = await (await newContext()).newPage();
    const faults = async () => expect(await seriousFaults(page)).toEqual([]);
    await page.goto(product.pages.desk);
    await page.getByLabel('Sign-in name').waitFor();
    await faults();
    await signIn(page, 'priya', 'wrong password');
    await page.getByText('Name or password is wrong, or the account is locked for now.').waitFor();
    await signIn(page, 'priya');
    await page.getByRole('heading', { name: 'Check your devices' }).waitFor();
    await page.getByText('You can be heard.').waitFor();
    await page.getByText(/^(Good for video|Video (may|will) stutter)/).waitFor();
    await faults();
    await page.getByRole('button', { name: /^Go to the desk/ }).click();
    await goAvailable(page);
    await faults();

    const customer = await customerAt();
    const card = page.getByRole('region', { name: 'New customer' });
    await card.getByRole('heading', { name: SERVICE }).waitFor();
    await card.getByText('Ada Lovelace').waitFor();
    await card.getByText('You speak English').waitFor();
    expect(await page.title()).toContain(SERVICE);
    await faults();
    await card.getByRole('button', { name: 'Accept' }).click();

    await seen(page, 'Ada Lovelace');
    await seen(page, 'You');
    await until(async () => (await customer.frames()) > 10, seesExpert);
    await page.getByText('Talking').waitFor();
    await faults();

    await customer.say('Good morning');
    await page.getByRole('log').getByText('Good morning').waitFor();
    await page.keyboard.press('Alt+c');
    await page.keyboard.type('How can I help?');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('How can I help?').waitFor();
    await until(async () => (await customer.chat()).includes('How can I help?'));

    await page.getByRole('button', { name: 'Hold' }).click();
    await page.getByText('Neither of you sees or hears the other.').waitFor();
    await until(async () => (await customer.session())?.held === true);
    await page.getByRole('button', { name: 'Resume' }).click();
    await until(async () => (await customer.session())?.held === false);

    await page.getByRole('button', { name: 'End call' }).click();
    expect((await customer.session())?.state).toBe('active');
    await page.getByRole('button', { name: 'Press again to end' }).click();
    await page.getByRole('heading', { name: 'Wrap up' }).waitFor();
    await until(async () => (await customer.session())?.state === 'ended');
    await faults();

    await page.getByRole('button', { name: 'Finish' }).click();
    await page.getByText('A result must be chosen.').waitFor();
    await page.getByLabel('Note').fill('Wants an account in euro and pound.');
    await finishWrapUp(page);
    await page.getByRole('heading', { name: 'You are available' }).waitFor();
    await until(async () => (await page.locator('[data-figure="served"] dd').textContent()) === '1');
    await signOut(page);
  });

  it('is worked by keyboard alone, and never takes the focus for itself', async () => {
    const page = await (await newContext()).newPage();
    await page.goto(product.pages.desk);
    await page.getByLabel('Sign-in name').focus();
    await page.keyboard.type('mei');
    await page.keyboard.press('Tab');
    await page.keyboard.type(product.password);
    await page.keyboard.press('Enter');
    const go = page.getByRole('button', { name: /^Go to the desk/ });
    await go.waitFor();
    await until(async () => {
      await page.keyboard.press('Tab');
      return go.evaluate((button) => button === document.activeElement);
    });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'You are away' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+s');
    await page.getByRole('menuitem', { name: 'Available' }).waitFor();
    const available = page.getByRole('menuitem', { name: 'Available' });
    await until(async () => {
      await page.keyboard.press('ArrowDown');
      return available.evaluate((item) => item === document.activeElement);
    });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'You are available' }).waitFor();

    // The menu gives the focus back to its button; there it stays.
    await until(() => page.evaluate(() => document.activeElement?.tagName === 'BUTTON'));
    const held = await page.evaluateHandle(() => document.activeElement);
    const first = await customerAt();
    await page.getByRole('button', { name: 'Accept' }).waitFor();
    expect(await page.evaluate((element) => element === document.activeElement, held)).toBe(true);
    await page.keyboard.press('Alt+d');
    await page.getByRole('menuitem', { name: 'I am busy' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+a');
    await seen(page, 'Ada Lovelace');
    await page.getByText('Talking').waitFor();
    await page.keyboard.press('Alt+m');
    await page.getByRole('button', { name: 'Unmute' }).waitFor();
    await page.keyboard.press('Alt+v');
    await pictureOf(page, 'You').getByText('Camera is off').waitFor({ state: 'attached' });
    await page.keyboard.press('Alt+h');
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await until(async () => (await first.session())?.held === true);
    await page.keyboard.press('Alt+h');
    await until(async () => (await first.session())?.held === false);
    await page.keyboard.press('Alt+e');
    await page.getByRole('button', { name: 'Press again to end' }).waitFor();
    await page.keyboard.press('Alt+e');
    await page.getByRole('heading', { name: 'Wrap up' }).waitFor();
    await finishWrapUp(page);
    await page.getByRole('heading', { name: 'You are available' }).waitFor();
    await signOut(page);
  });

  it('is back in the same call after a reload', async () => {
    const page = await openDesk('fatima');
    await goAvailable(page);
    const customer = await takeCall(page);
    await customer.say('Are you still there?');
    await page.getByRole('log').getByText('Are you still there?').waitFor();
    await page.reload();
    await seen(page, 'Ada Lovelace');
    await page.getByRole('log').getByText('Are you still there?').waitFor();
    expect((await customer.session())?.state).toBe('active');
    const frames = await customer.frames();
    await until(async () => (await customer.frames()) > frames + 10, {
      what: () => 'the customer sees the expert again',
    });
    await customer.end();
    await page.getByRole('heading', { name: 'Wrap up' }).waitFor();
    await finishWrapUp(page);
    await page.getByRole('heading', { name: 'You are available' }).waitFor();
    await signOut(page);
  });

  it('tells when the customer is gone, and that the call waits', async () => {
    const page = await openDesk('sofia');
    await goAvailable(page);
    const customer = await takeCall(page);
    await customer.close();
    await page.getByText('The customer is gone. The call waits for them.').waitFor();
    await page.getByText(/Gone for 0:/).waitFor();
    await page.keyboard.press('Alt+e');
    await page.keyboard.press('Alt+e');
    await page.getByRole('heading', { name: 'Wrap up' }).waitFor();
    await finishWrapUp(page);
    await page.getByRole('heading', { name: 'You are available' }).waitFor();
    await signOut(page);
  });

  it('is one window alone: a second one replaces the first, which can take it back', async () => {
    const first = await openDesk('amara');
    const second = await first.context().newPage();
    await second.goto(product.pages.desk);
    await first.getByText('Your desk is open in another window').waitFor();
    await first.getByRole('button', { name: 'Use here' }).click();
    await first.getByRole('button', { name: 'Go available' }).waitFor();
    await second.getByText('Your desk is open in another window').waitFor();
    await signOut(first);
  });
});
