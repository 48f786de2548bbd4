/** One attribute set a cookie is sent with; both cookies are for this host alone (`__Host-`, RFC 6265bis). */
export interface CookiePolicy {
  /** Pages of other sites may show the desk in a frame (`REM_EMBED_PARENTS` is set). */
  readonly embedded: boolean;
}

export const SESSION_COOKIE = '__Host-rem-session';
export const KIOSK_COOKIE = '__Host-rem-kiosk';

/** A kiosk stays enrolled this long without being seen. */
const KIOSK_SECONDS = 365 * 24 * 3600;

/**
 * A sign-in. Gone with the browser, or when the store says so. `Strict` works with every link to our pages, as the
 * pages themselves are public and their own requests are same-site. In a frame of another site only a
 * `SameSite=None` cookie is sent; `Partitioned` then ties it to that one site (docs/adr/0024).
 */
export function sessionCookie(token: string, policy: CookiePolicy): string {
  const site = policy.embedded ? 'SameSite=None; Partitioned' : 'SameSite=Strict';
  return `${SESSION_COOKIE}=${token}; Path=/; Secure; HttpOnly; ${site}`;
}

export function kioskCookie(token: string): string {
  return `${KIOSK_COOKIE}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${KIOSK_SECONDS}`;
}

/** The same cookie with nothing in it and no time to live. */
export const endedSessionCookie = (policy: CookiePolicy): string => `${sessionCookie('', policy)}; Max-Age=0`;

export const endedKioskCookie = (): string =>
  `${KIOSK_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`;

/** The value of one cookie in a `Cookie` header; undefined when it is not there or empty. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name)
      return pair.slice(equals + 1).trim() || undefined;
  }
  return undefined;
}
