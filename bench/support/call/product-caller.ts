import type { Browser, Page } from '@rem/testkit';
import { type Product, startProduct } from '../../../e2e/support/product.ts';
import type { Caller, CallTimes } from './caller.ts';
import type { EngineKind } from './engines.ts';
import { Watched } from './watched.ts';

const EXPERT = 'amara';
const SERVICE = 'Mortgage advice';
/** What came of a call to this service has to be said. */
const RESULT = 'Offer sent';

/** Calls as people make them: the customer's page and the desk of the demo bank. */
export class ProductCaller implements Caller {
  readonly enginePid: number;
  readonly customer: Watched;
  readonly #desk: Watched;
  readonly #product: Product;

  private constructor(product: Product, enginePid: number, customer: Watched, desk: Watched) {
    this.#product = product;
    this.enginePid = enginePid;
    this.customer = customer;
    this.#desk = desk;
  }

  static async open(
    browser: Browser,
    kind: EngineKind,
    address: string,
    ports: string,
  ): Promise<ProductCaller> {
    const product = await startProduct({
      args: ['--media', kind],
      env: { REM_LOG_LEVEL: 'warn', REM_MEDIA_ADDRESS: address, REM_MEDIA_PORTS: ports },
    });
    try {
      const { media } = await product.children();
      if (media === undefined) throw new Error('there is no media engine');
      const customer = await open(browser, product.pages.customer, { width: 1280, height: 800 });
      const desk = await open(browser, product.pages.desk, { width: 1366, height: 768 });
      await signIn(desk.page, product.password);
      return new ProductCaller(product, media, customer, desk);
    } catch (error) {
      await product.stop();
      throw error;
    }
  }

  async begin(): Promise<CallTimes> {
    const [customer, desk] = [this.customer, this.#desk];
    const button = (name: string) => customer.page.getByRole('button', { name });
    await Promise.all([customer.reset(), desk.reset()]);
    await button(SERVICE).click();
    await button('I agree, continue').click();
    await customer.devicesOpen();
    await customer.page.getByRole('button', { name: /ask for an expert$/i }).click();
    const asked = await customer.clickedAt();
    const rang = await desk.rangAt();
    // A person takes longer than their camera does.
    await desk.devicesOpen();
    await desk.page.getByRole('button', { name: 'Accept' }).click();
    const accepted = await desk.clickedAt();
    const [customerSaw, expertSaw] = await Promise.all([customer.pictureAt(), desk.pictureAt()]);
    return {
      customerPicture: customerSaw - accepted,
      expertPicture: expertSaw - accepted,
      offerShown: rang - asked,
    };
  }

  async end(): Promise<void> {
    const { page } = this.customer;
    // Both sides have said that they see: before that, hanging up would be giving up.
    await this.#desk.page.getByText('Connected', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Hang up' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: SERVICE }).waitFor();
    await this.#desk.page.getByRole('radio', { name: RESULT }).check();
    await this.#desk.page.getByRole('button', { name: 'Finish' }).click();
    await this.#desk.page.getByRole('heading', { name: 'You are available' }).waitFor();
  }

  async receivedBytes(): Promise<number> {
    return (await this.customer.receivedBytes()) + (await this.#desk.receivedBytes());
  }

  async close(): Promise<void> {
    await this.#product.stop();
  }
}

async function open(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<Watched> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB', viewport });
  const watched = await Watched.watch(await context.newPage());
  await watched.page.goto(url);
  return watched;
}

async function signIn(desk: Page, password: string): Promise<void> {
  await desk.getByLabel('Sign-in name').fill(EXPERT);
  await desk.getByLabel('Password', { exact: true }).fill(password);
  await desk.getByRole('button', { name: 'Sign in' }).click();
  await desk.getByRole('button', { name: /^Go to the desk/ }).click();
  await desk.getByRole('button', { name: 'Go available' }).click();
  await desk.getByRole('heading', { name: 'You are available' }).waitFor();
}
