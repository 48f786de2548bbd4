import { type Page, until } from '@rem/testkit';
import { z } from 'zod';

/**
 * Runs in every page before its own scripts and only looks on: when was clicked, when a ring was drawn, when the
 * first frame of another's camera was presented, which devices were asked for, which connections were made. Times
 * are `Date.now()`: one clock for all pages of one machine.
 */
const SCRIPT = `
const bench = (window.bench = { clickedAt: null, rangAt: null, pictures: [], constraints: null, devices: 0, connections: [] });
addEventListener('click', () => (bench.clickedAt = Date.now()), true);
addEventListener('DOMContentLoaded', () => {
  new MutationObserver(() => {
    if (bench.rangAt === null && document.querySelector('[aria-keyshortcuts="Alt+A"]')) {
      bench.rangAt = 0;
      requestAnimationFrame(() => (bench.rangAt = Date.now()));
    }
  }).observe(document, { subtree: true, childList: true });
});
const media = navigator.mediaDevices;
if (media) {
  const open = media.getUserMedia.bind(media);
  media.getUserMedia = async (asked) => {
    bench.constraints ??= asked;
    const stream = await open(window.benchConstraints ?? asked);
    bench.devices += 1;
    return stream;
  };
}
const remote = new WeakSet();
const Connection = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Connection {
  constructor(...args) {
    super(...args);
    bench.connections.push(this);
    this.addEventListener('track', ({ track }) => remote.add(track));
  }
};
const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
  ...source,
  set(stream) {
    source.set.call(this, stream);
    if (!stream || !(this instanceof HTMLVideoElement)) return;
    this.requestVideoFrameCallback(() => {
      if (stream.getVideoTracks().some((track) => remote.has(track))) bench.pictures.push(Date.now());
    });
  },
});
bench.received = async () => {
  let bytes = 0;
  for (const connection of bench.connections) {
    if (connection.connectionState === 'closed') continue;
    for (const one of (await connection.getStats()).values()) if (one.type === 'inbound-rtp') bytes += one.bytesReceived;
  }
  return bytes;
};
`;

/** What `state` parses: connections cannot leave the page. */
const STATE = '({ ...bench, connections: undefined, constraints: undefined })';

const state = z.object({
  clickedAt: z.number().nullable(),
  rangAt: z.number().nullable(),
  pictures: z.array(z.number()),
  devices: z.number(),
});

/** A page that tells when things happened in it. */
export class Watched {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /**
   * To be called before the page is loaded.
   * @param constraints opens camera and microphone so, whatever the page asks for
   */
  static async watch(page: Page, constraints?: unknown): Promise<Watched> {
    await page.addInitScript(SCRIPT);
    if (constraints !== undefined) {
      await page.addInitScript(`window.benchConstraints = ${JSON.stringify(constraints)}`);
    }
    return new Watched(page);
  }

  /** Forgets what was seen. */
  async reset(): Promise<void> {
    await this.page.evaluate(
      'Object.assign(bench, { clickedAt: null, rangAt: null, pictures: [], devices: 0 })',
    );
  }

  /** When the last click came. */
  async clickedAt(): Promise<number> {
    return this.#seen('a click', ({ clickedAt }) => clickedAt);
  }

  /** When the offer was drawn on this desk. */
  async rangAt(): Promise<number> {
    return this.#seen('an offer', ({ rangAt }) => rangAt || null);
  }

  /** When the other's first frame was presented. */
  async pictureAt(): Promise<number> {
    return this.#seen("the other's picture", ({ pictures }) => pictures[0] ?? null);
  }

  /** Waits until camera and microphone are open. */
  async devicesOpen(): Promise<void> {
    await this.#seen('open devices', ({ devices }) => (devices > 0 ? devices : null));
  }

  /** What the page asked its camera and microphone for. */
  async constraints(): Promise<unknown> {
    return this.page.evaluate('bench.constraints');
  }

  /** Bytes of media received over all connections that are open. */
  async receivedBytes(): Promise<number> {
    return z.number().parse(await this.page.evaluate('bench.received()'));
  }

  async #seen(what: string, pick: (seen: z.output<typeof state>) => number | null): Promise<number> {
    try {
      const { found } = await until(
        async () => {
          const found = pick(state.parse(await this.page.evaluate(STATE)));
          return found === null ? false : { found };
        },
        { timeoutMs: 30_000, everyMs: 50, what: `${what} on ${this.page.url()}` },
      );
      return found;
    } catch (cause) {
      const shown = await this.page.locator('body').textContent();
      throw new Error(`${what} was not seen. The page shows:\n${shown}`, { cause });
    }
  }
}
