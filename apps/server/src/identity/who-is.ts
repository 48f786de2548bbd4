import type { IncomingMessage } from 'node:http';
import type { Clock } from '@rem/kit';
import type { Role } from '@rem/protocol';
import type { Store } from '@rem/store';
import { KIOSK_COOKIE, readCookie, SESSION_COOKIE } from './cookies.ts';
import { nobody, type Principal, type WhoIs } from './principal.ts';
import { hashOf, parseApiKey } from './tokens.ts';

/** A sign-in that is not used for this long ends. */
export const IDLE_MS = 12 * 3_600_000;
/** A sign-in ends at the latest this long after it began, used or not. */
const ABSOLUTE_MS = 24 * 3_600_000;
/** Use is noted at most this often, so that reading does not mean writing. */
const NOTE_EVERY_MS = 60_000;

type Identities = Pick<Store, 'logins' | 'kiosks' | 'keys'>;

/** The address of the other end; an IPv4 address in its own form also on a dual-stack listener. */
export const addressOf = (request: IncomingMessage): string =>
  (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');

/** Notes API keys' and kiosks' use at most once a minute each. */
function rarely(clock: Clock): (id: string) => boolean {
  const noted = new Map<string, number>();
  return (id) => {
    if (clock.now() - (noted.get(id) ?? Number.NEGATIVE_INFINITY) < NOTE_EVERY_MS) return false;
    noted.set(id, clock.now());
    return true;
  };
}

export function createWhoIs(store: Identities, clock: Clock): WhoIs {
  const isDue = rarely(clock);

  async function byKey(key: string, address: string): Promise<Principal | null> {
    const parsed = parseApiKey(key);
    const found = parsed && (await store.keys.byHash(hashOf(parsed.secret)));
    if (!found || found.id !== parsed.id) return null;
    if (isDue(found.id)) await store.keys.touch(found.id, clock.now());
    return { ...nobody(address), roles: ['service'], keyId: found.id, name: found.name };
  }

  async function byLogin(
    token: string,
  ): Promise<Pick<Principal, 'accountId' | 'name' | 'roles' | 'until' | 'loginHash'> | null> {
    const loginHash = hashOf(token);
    const login = await store.logins.find(loginHash);
    if (!login) return null;
    const end = login.createdAt + ABSOLUTE_MS;
    const now = clock.now();
    if (now >= end) return null;
    if (now - login.lastSeenAt >= NOTE_EVERY_MS) {
      await store.logins.touch(loginHash, { expiresAt: Math.min(now + IDLE_MS, end) });
    }
    const { id, name, roles } = login.account;
    return { accountId: id, name, roles, until: end, loginHash };
  }

  async function byKiosk(token: string): Promise<{ kioskId: string; name: string } | null> {
    const kiosk = await store.kiosks.byToken(hashOf(token));
    if (!kiosk) return null;
    if (isDue(kiosk.id)) await store.kiosks.touch(kiosk.id, clock.now());
    return { kioskId: kiosk.id, name: kiosk.name };
  }

  return async (request) => {
    const address = addressOf(request);
    const [scheme, key] = request.headers.authorization?.split(' ') ?? [];
    // A request that shows a key is the key's alone: a bad one must not fall back to some cookie's rights.
    if (scheme?.toLowerCase() === 'bearer') return (await byKey(key ?? '', address)) ?? nobody(address);

    const token = readCookie(request.headers.cookie, SESSION_COOKIE);
    const kioskToken = readCookie(request.headers.cookie, KIOSK_COOKIE);
    const [login, kiosk] = await Promise.all([
      token ? byLogin(token) : null,
      kioskToken ? byKiosk(kioskToken) : null,
    ]);
    // A person may sign in on an enrolled kiosk: both are then true.
    const roles: Role[] = [...(login?.roles ?? []), ...(kiosk ? (['device'] as const) : [])];
    return { ...nobody(address), ...kiosk, ...login, roles };
  };
}
