import { type Browser, launchChromium, type Page, setUpPrivateNetwork } from '@rem/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  askForExpert,
  finishWrapUp,
  goAvailable,
  hangUp,
  type Opened,
  openDesk,
  pictureMoves,
} from './support/pages.ts';
import { type Product, startProduct } from './support/product.ts';

/** The main job, as its two people live it: both real pages, through each engine. */
describe.each(['embedded', 'janus'] as const)('a call through the %s engine', (media) => {
  let product: Product | undefined;
  let browser: Browser | undefined;
  const opened: Opened[] = [];

  beforeEach(async () => {
    await setUpPrivateNetwork();
    product = await startProduct({ args: ['--media', media] });
    browser = await launchChromium();
  });

  afterEach(async () => {
    for (const { context } of opened.splice(0)) await context.close();
    await browser?.close();
    await product?.stop();
  });

  const keep = (each: Opened): Page => {
    opened.push(each);
    return each.page;
  };

  it('[SES2] [SES3] [SES6] [SES8] from the touch of a button to wrap-up, and the next customer after it', async () => {
    if (!product || !browser) throw new Error('not started');
    const desk = keep(await openDesk(browser, product, 'amara'));
    await goAvailable(desk);
    for (const round of [1, 2]) {
      const customer = keep(await askForExpert(browser, product, 'Mortgage advice'));
      await desk.getByRole('region', { name: 'New customer' }).getByText('Mortgage advice').waitFor();
      await desk.getByRole('button', { name: 'Accept' }).click();
      await Promise.all([pictureMoves(customer, 15_000, 'customer'), pictureMoves(desk, 15_000, 'expert')]);
      await customer.getByText('Amara Okafor').first().waitFor();
      await talk(desk, customer, `Good morning, round ${round}`);
      await hangUp(customer);
      await customer.getByText('Everything about you has been removed from this screen.').waitFor();
      expect(await customer.evaluate(() => sessionStorage.length)).toBe(0);
      await finishWrapUp(desk);
    }
  });

  it('[SES10] a customer who reloads is back in the same call, with the same words in the chat', async () => {
    if (!product || !browser) throw new Error('not started');
    const desk = keep(await openDesk(browser, product, 'amara'));
    await goAvailable(desk);
    const customer = keep(await askForExpert(browser, product, 'Mortgage advice'));
    await desk.getByRole('button', { name: 'Accept' }).click();
    await pictureMoves(customer, 15_000, 'customer');
    await talk(desk, customer, 'Please keep this in mind');
    await customer.reload();
    await Promise.all([pictureMoves(customer, 15_000, 'customer'), pictureMoves(desk, 15_000, 'expert')]);
    await customer.getByRole('button', { name: /^Chat/ }).click();
    await customer.getByRole('log').getByText('Please keep this in mind').waitFor();
  });
});

/** The expert writes and the customer reads it. */
async function talk(desk: Page, customer: Page, text: string): Promise<void> {
  await desk.keyboard.press('Alt+c');
  await desk.keyboard.type(text);
  await desk.keyboard.press('Enter');
  await customer.getByRole('button', { name: /^Chat/ }).click();
  await customer.getByRole('log').getByText(text).waitFor();
  await customer.getByRole('button', { name: 'Close chat' }).click();
}
