import { createHmac } from 'node:crypto';
import type { Clock } from '@rem/kit';

export interface TurnOptions {
  /** Shared with the TURN server: coturn's `static-auth-secret`. */
  readonly secret: string;
  /** `turn:host:port?transport=udp` and the like. */
  readonly urls: readonly string[];
  /** How long the credentials can be used to begin a relay, in seconds. */
  readonly ttlSeconds: number;
  /** Whom they are for: a participant's id. It stands in the TURN server's log. */
  readonly name: string;
}

/** As RTCIceServer of browsers. */
export interface IceServer {
  readonly urls: string[];
  readonly username: string;
  readonly credential: string;
}

/**
 * Credentials of one participant for a TURN server that knows the secret, good for a while and then worthless:
 * the long-term mechanism of RFC 8489 section 9.2 with the expiry as part of the user name, as coturn's
 * `use-auth-secret` checks it.
 * @see https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00
 */
export function turnCredentials(options: TurnOptions, clock: Clock): IceServer[] {
  const { secret, urls, ttlSeconds, name } = options;
  if (urls.length === 0) return [];
  const username = `${Math.floor(clock.now() / 1000) + ttlSeconds}:${name}`;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return [{ urls: [...urls], username, credential }];
}
