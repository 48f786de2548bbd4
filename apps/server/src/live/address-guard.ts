import type { Clock } from '@rem/kit';
import { TokenBucket } from './token-bucket.ts';

/** What a limit on one address is made of; `connections` is the number of live clients it may have. */
const SOCKETS_PER_CLIENT = 2;
const NEW_SOCKETS_PER_SECOND = 0.25;
/** Quiet addresses are forgotten this often, ms. */
const FORGET_EVERY_MS = 10_000;

/**
 * Keeps one address from taking the server away from all others. Sockets beyond its share are cut off before their
 * TLS handshake, which is what costs; live clients beyond it are told. Pages load over several sockets, so an
 * address may have more of those than live clients.
 */
export class AddressGuard {
  readonly #clock: Clock;
  readonly #connections: number;
  readonly #sockets = new Map<string, number>();
  readonly #clients = new Map<string, number>();
  readonly #arrivals = new Map<string, TokenBucket>();
  #forgotAt = 0;

  /** @param connections live clients of one address at most */
  constructor(clock: Clock, connections: number) {
    this.#clock = clock;
    this.#connections = connections;
  }

  /** A socket was opened. @returns its release, or null when it is one too many */
  socket(address: string): (() => void) | null {
    const most = this.#connections * SOCKETS_PER_CLIENT;
    const network = networkOf(address);
    if ((this.#sockets.get(network) ?? 0) >= most || !this.#arrives(network, most)) return null;
    return hold(this.#sockets, network);
  }

  /** A live client came. @returns its release, or null when it is one too many */
  client(address: string): (() => void) | null {
    const network = networkOf(address);
    if ((this.#clients.get(network) ?? 0) >= this.#connections) return null;
    return hold(this.#clients, network);
  }

  #arrives(address: string, burst: number): boolean {
    const now = this.#clock.now();
    if (now - this.#forgotAt >= FORGET_EVERY_MS) {
      this.#forgotAt = now;
      for (const [each, bucket] of this.#arrivals) if (bucket.full(now)) this.#arrivals.delete(each);
    }
    const known = this.#arrivals.get(address);
    const bucket = known ?? new TokenBucket(this.#connections * NEW_SOCKETS_PER_SECOND, burst, now);
    if (!known) this.#arrivals.set(address, bucket);
    return bucket.take(now);
  }
}

/**
 * What limits are counted by: an IPv4 address, also where a dual-stack listener writes it as IPv6, or an IPv6
 * network: one customer has a whole /64 (RFC 6177).
 */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (v4 !== undefined || !address.includes(':')) return v4 ?? address;
  const [head = '', tail] = address.split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = tail === undefined ? left : [...left, ...zeros, ...right];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

function hold(counts: Map<string, number>, key: string): () => void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    const left = (counts.get(key) ?? 1) - 1;
    if (left > 0) counts.set(key, left);
    else counts.delete(key);
  };
}
