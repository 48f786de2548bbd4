import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from '@rem/testkit';
import { build } from 'vite';

/** The SDK as one script for a page, made once a run. */
let bundle: Promise<string> | undefined;

async function bundleSdk(): Promise<string> {
  const entry = fileURLToPath(new URL('../../packages/client/src/mod.ts', import.meta.url));
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      lib: { entry, name: 'RemClient', formats: ['iife'], fileName: 'sdk' },
    },
  });
  const [result] = Array.isArray(made) ? made : [made];
  const chunk =
    result && 'output' in result ? result.output.find((each) => each.type === 'chunk') : undefined;
  if (!chunk) throw new Error('the SDK could not be bundled');
  return chunk.code;
}

/** A customer without a page of ours: the SDK and a video element, in a browser of their own. */
export interface ScriptedCustomer {
  readonly page: Page;
  /** Asks for a service by its English name. */
  request(service: string, language?: string): Promise<void>;
  say(text: string): Promise<void>;
  /** Texts of the chat, in order. */
  chat(): Promise<readonly string[]>;
  /** Frames of the expert's picture that were drawn. */
  frames(): Promise<number>;
  /** State of the session, and whether it is held. */
  session(): Promise<{ readonly state: string; readonly held: boolean } | null>;
  end(): Promise<void>;
  close(): Promise<void>;
}

/** What the script leaves on the page's window. */
interface Script {
  readonly request: (service: string, language: string) => Promise<void>;
  readonly say: (text: string) => Promise<void>;
  readonly chat: () => string[];
  readonly session: () => { state: string; held: boolean } | null;
  readonly end: () => Promise<void>;
}
declare global {
  interface Window {
    customer: Script;
  }
}

const script = `{
  const { createApi, createCall, createLiveClient, createLocalMedia, liveUrl, newId } = RemClient;
  const live = createLiveClient({ url: liveUrl(location), as: 'customer' });
  const media = createLocalMedia();
  const call = createCall({ live, media });
  const video = document.createElement('video');
  video.autoplay = true;
  document.body.append(video);
  call.state.subscribe(() => {
    const { remote } = call.state.getSnapshot();
    if (video.srcObject !== remote) video.srcObject = remote;
  });
  const said = (entry) => (entry.what.type === 'chat:message' ? [entry.what.text] : []);
  window.customer = {
    request: async (name, language) => {
      await media.open();
      const { services } = await createApi().setup();
      const service = services.find((each) => each.name.en === name);
      const consents = { terms: true, recording: true };
      const wish = { requestId: newId(), serviceId: service.id, language, customerName: 'Ada Lovelace', consents };
      await live.send({ type: 'session:request', ...wish });
    },
    say: async (text) => void (await live.send({ type: 'chat:send', messageId: newId(), text })),
    chat: () => live.state.getSnapshot().entries.flatMap(said),
    session: () => {
      const { session } = live.state.getSnapshot();
      return session && { state: session.phase.state, held: session.phase.held === true };
    },
    end: async () => void (await live.send({ type: 'session:end' })),
  };
}`;

/** Opens a customer on any page of the product's origin. The context must bypass the content security policy. */
export async function openCustomer(context: BrowserContext, url: string): Promise<ScriptedCustomer> {
  bundle ??= bundleSdk();
  const page = await context.newPage();
  await page.goto(`${url}/health/live`);
  await page.addScriptTag({ content: await bundle });
  await page.addScriptTag({ content: script });
  return {
    page,
    request: (service, language = 'en') =>
      page.evaluate(([name, tag]) => window.customer.request(name, tag), [service, language] as const),
    say: (text) => page.evaluate((words) => window.customer.say(words), text),
    chat: () => page.evaluate(() => window.customer.chat()),
    frames: () =>
      page.evaluate(() => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0),
    session: () => page.evaluate(() => window.customer.session()),
    end: () => page.evaluate(() => window.customer.end()),
    close: () => page.close(),
  };
}
