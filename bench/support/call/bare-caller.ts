import { BareCaller as BarePage, type BarePageServer, serveBarePage } from '@rem/media/testing';
import { type Browser, until } from '@rem/testkit';
import type { Caller, CallTimes } from './caller.ts';
import type { BareEngine } from './engines.ts';
import { Watched } from './watched.ts';

const ROOM = 'bench';

/** As the product's pages do: devices are open before a call begins, and nothing is after it. */
const OPEN = `navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then((stream) => {
  state.local = stream;
})`;
const SHUT = `
for (const track of state.local.getTracks()) track.stop();
for (const link of ['publish', 'subscribe']) state[link]?.close();
`;

/** Calls with the least a page can do, straight at an engine: no server, no framework, no people. */
export class BareCaller implements Caller {
  readonly #engine: BareEngine;
  readonly #server: BarePageServer;
  readonly #customer: BarePage;
  readonly #expert: BarePage;
  readonly #watched: readonly [Watched, Watched];

  private constructor(
    engine: BareEngine,
    server: BarePageServer,
    customer: BarePage,
    expert: BarePage,
    watched: readonly [Watched, Watched],
  ) {
    this.#engine = engine;
    this.#server = server;
    this.#customer = customer;
    this.#expert = expert;
    this.#watched = watched;
  }

  /** @param constraints what the product's pages ask camera and microphone for, so that both send the same */
  static async open(browser: Browser, engine: BareEngine, constraints: unknown): Promise<BareCaller> {
    const server = await serveBarePage();
    const open = async (participantId: string) => {
      const context = await browser.newContext();
      const watched = await Watched.watch(await context.newPage(), constraints);
      const page = new BarePage(watched.page, engine.engine, { roomId: ROOM, participantId });
      await page.open(server.url);
      return { watched, page };
    };
    const [customer, expert] = await Promise.all([open('customer'), open('expert')]);
    const watched = [customer.watched, expert.watched] as const;
    return new BareCaller(engine, server, customer.page, expert.page, watched);
  }

  get enginePid(): number {
    return this.#engine.pid;
  }

  async begin(): Promise<CallTimes> {
    const pages = [this.#customer, this.#expert] as const;
    await Promise.all(this.#watched.map(({ page }) => page.evaluate(OPEN)));
    await Promise.all(pages.map((page) => page.forgetPictures()));
    await this.#engine.engine.createRoom(ROOM);
    const begun = Date.now();
    await Promise.all(pages.map((page) => page.join()));
    const [customerPicture, expertPicture] = await Promise.all([
      pictureAt(this.#customer, 'expert'),
      pictureAt(this.#expert, 'customer'),
    ]);
    return { customerPicture: customerPicture - begun, expertPicture: expertPicture - begun };
  }

  async end(): Promise<void> {
    await this.#engine.engine.closeRoom(ROOM);
    await Promise.all(this.#watched.map(({ page }) => page.evaluate(SHUT)));
  }

  async receivedBytes(): Promise<number> {
    const [customer, expert] = this.#watched;
    return (await customer.receivedBytes()) + (await expert.receivedBytes());
  }

  async close(): Promise<void> {
    this.#customer.close();
    this.#expert.close();
    await this.#server.close();
    await this.#engine.close();
  }
}

async function pictureAt(page: BarePage, from: string): Promise<number> {
  return until(async () => (await page.received())[from]?.firstPictureAt, {
    ...{ timeoutMs: 30_000, everyMs: 50, what: `${page.ref.participantId} sees ${from}` },
  });
}
