import { type Browser, type BrowserContext, type Page, until } from '@rem/testkit';
import type { Product } from './product.ts';

export interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** A browser profile of its own that trusts the product's certificate as a person who clicked through would. */
async function open(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<Opened> {
  const context = await browser.newContext({
    ...{ ignoreHTTPSErrors: true, locale: 'en-GB', viewport },
  });
  const page = await context.newPage();
  await page.goto(url);
  return { context, page };
}

/** A customer who walked through the first screens: from here on they wait or are in a call. */
export async function askForExpert(browser: Browser, product: Product, service: string): Promise<Opened> {
  const opened = await open(browser, product.pages.customer, { width: 1280, height: 800 });
  const { page } = opened;
  await page.getByRole('button', { name: service }).click();
  await page.getByRole('button', { name: 'I agree, continue' }).click();
  await page.getByRole('button', { name: /ask for an expert$/i }).click();
  return opened;
}

/** The desk of an expert who signed in and looked at their devices; still away. */
export async function openDesk(browser: Browser, product: Product, name: string): Promise<Opened> {
  const opened = await open(browser, product.pages.desk, { width: 1366, height: 768 });
  const { page } = opened;
  await page.getByLabel('Sign-in name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(product.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /^Go to the desk/ }).click();
  await page.getByRole('button', { name: 'Go available' }).waitFor();
  return opened;
}

export async function goAvailable(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: 'Go available' }).click();
  await desk.getByRole('heading', { name: 'You are available' }).waitFor();
}

/** The other side's video on a customer's page or a desk; one's own is labelled "You". */
const otherVideo = 'figure:not([aria-label="You"]) video';

/** Frames of the other side that this page shows have been decoded so far; counted anew when a new stream begins. */
async function decoded(page: Page): Promise<number> {
  return page
    .locator(otherVideo)
    .evaluateAll((videos: HTMLVideoElement[]) =>
      Math.max(0, ...videos.map((video) => video.getVideoPlaybackQuality().totalVideoFrames)),
    );
}

/** Waits until the other side's picture moves; returns how long that took in ms. */
export async function pictureMoves(page: Page, timeoutMs: number, who: string): Promise<number> {
  const begun = performance.now();
  let last = await decoded(page);
  let steps = 0;
  await until(
    async () => {
      const now = await decoded(page);
      if (now !== last) steps = now > last ? steps + 1 : 0;
      last = now;
      return steps >= 5;
    },
    { timeoutMs, everyMs: 50, what: `the ${who} sees the other's picture move` },
  );
  return performance.now() - begun;
}

/** Gives the first result there is; the expert is available again. */
export async function finishWrapUp(desk: Page): Promise<void> {
  await desk.getByRole('heading', { name: 'Wrap up' }).waitFor();
  await desk.getByRole('radio').first().check();
  await desk.getByRole('button', { name: 'Finish' }).click();
  await desk.getByRole('heading', { name: 'You are available' }).waitFor();
}

/** The customer hangs up and is thanked. */
export async function hangUp(customer: Page): Promise<void> {
  await customer.getByRole('button', { name: 'Hang up' }).click();
  await customer.getByRole('dialog').getByRole('button', { name: 'Hang up' }).click();
  await customer.getByText('Thank you for talking to us').waitFor();
}
