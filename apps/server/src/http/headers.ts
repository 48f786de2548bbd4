import helmet from '@fastify/helmet';
import type { App } from './types.ts';

/** What a page may load: everything from us, nothing from anyone else. */
export interface PagePolicy {
  /** Origins that may show this page in a frame; none: nobody may. */
  readonly frameAncestors: readonly string[];
}

/**
 * Content-Security-Policy of our pages (CSP level 3). Scripts are files of ours, never inline. Styles alone may be
 * inline: the component library puts its variables into `<style>` elements when it starts (docs/adr/0023 weighs
 * this against a nonce).
 */
export function pageSecurityPolicy({ frameAncestors }: PagePolicy): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self' wss:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors.length ? frameAncestors.join(' ') : "'none'"}`,
  ].join('; ');
}

/** For answers that are no page: whatever happens to be shown by a browser may do nothing. */
const API_POLICY = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"] };

const YEAR_SECONDS = 365 * 24 * 3600;

/** Camera and microphone for our own pages, also in a frame that was given them; everything else for nobody. */
const PERMISSIONS = [
  'camera=(self)',
  'microphone=(self)',
  'display-capture=(self)',
  'fullscreen=(self)',
  'speaker-selection=(self)',
  'screen-wake-lock=(self)',
  'autoplay=(self)',
  'geolocation=()',
  'payment=()',
  'usb=()',
  'serial=()',
  'midi=()',
].join(', ');

/** Security headers of every answer; pages replace the policy by their own. */
export async function registerHeaders(app: App): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: API_POLICY },
    strictTransportSecurity: { maxAge: YEAR_SECONDS, includeSubDomains: false },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', PERMISSIONS);
    // Answers are somebody's own unless a route says otherwise.
    reply.header('cache-control', 'no-store');
  });
}
