import type { IncomingHttpHeaders } from 'node:http';
import { RemError } from '@rem/protocol';

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Whether a request comes from a page of ours. Browsers name the page's origin on every unsafe request and every
 * WebSocket; it must be the very host that is asked. `null` (sandboxed frames, redirects) is nobody's origin. A
 * request without one is no page's, unless `Sec-Fetch-Site` says it is another site's. A desk shown in a frame of
 * an allow-listed parent is still a page of ours, so parents need not (and may not) send requests themselves.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (origin !== undefined)
    return host !== undefined && origin.toLowerCase() === `https://${host.toLowerCase()}`;
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** Throws `bad_origin` for a request that changes something and comes from a foreign page (ASVS 5.0 §3.5). */
export function requireOwnOrigin(method: string, headers: IncomingHttpHeaders): void {
  if (UNSAFE.has(method) && !isOwnOrigin(headers)) throw new RemError('bad_origin');
}
