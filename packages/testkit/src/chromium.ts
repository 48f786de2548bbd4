import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

export type { Browser, BrowserContext, Page } from 'playwright-core';

export interface ChromiumOptions {
  /** More flags. */
  readonly args?: readonly string[];
  /** Default: Debian's `/usr/bin/chromium`. */
  readonly executablePath?: string;
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  // Pages in the background keep their timers and pictures, as two calls in one browser need.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  // Host candidates with real addresses: nobody answers mDNS names in a private network.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

/**
 * Headless Chromium with a fake camera (a moving picture) and microphone (a beep each second), and a profile of
 * its own that goes with it. `browser.close()` ends every page, context and child process of it.
 */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Browser> {
  const executablePath = options.executablePath ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(`${executablePath} is missing: apt-get install chromium`);
  }
  return chromium.launch({
    executablePath,
    headless: true,
    handleSIGINT: false,
    args: [...FLAGS, ...(options.args ?? [])],
  });
}
