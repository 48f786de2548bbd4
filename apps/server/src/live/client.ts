import type { IncomingMessage } from 'node:http';
import type { Clock } from '@rem/kit';
import { RemError } from '@rem/protocol';
import { may, type Principal, type WhoIs } from '../identity/principal.ts';
import type { Connection } from './connection.ts';

/** Whether a signed-in client still is who they were is asked this often, ms. */
const ASKED_EVERY_MS = 60_000;
/** A customer's page that waits for its next customer connects anew, for fresh media credentials, this often, ms. */
const RENEWED_AFTER_MS = 12 * 3_600_000;

interface Options {
  readonly connection: Connection;
  readonly request: IncomingMessage;
  readonly whoIs: WhoIs;
  readonly clock: Clock;
}

/** A connection and who is behind it, looked after on every heartbeat. */
export class Client {
  readonly connection: Connection;
  readonly #options: Options;
  #who: Principal | null = null;
  #askedAt: number;

  constructor(options: Options) {
    this.#options = options;
    this.connection = options.connection;
    this.#askedAt = options.clock.now();
  }

  /** The account behind it; null for customers. */
  get accountId(): string | null {
    return this.connection.side?.roles.some((role) => role === 'customer' || role === 'device')
      ? null
      : (this.#who?.accountId ?? null);
  }

  async identify(): Promise<Principal> {
    this.#who = await this.#options.whoIs(this.#options.request);
    return this.#who;
  }

  beat(now: number, ping: string): void {
    this.connection.ping(ping);
    if (this.accountId !== null && now - this.#askedAt >= ASKED_EVERY_MS) void this.askAgain();
    if (this.connection.side?.idle && now - this.connection.openedAt >= RENEWED_AFTER_MS) {
      this.connection.end(new RemError('draining'));
    }
  }

  /** Someone who signed out, was locked or lost the role does not go on. */
  async askAgain(): Promise<void> {
    const before = this.#who;
    this.#askedAt = this.#options.clock.now();
    if (!before?.accountId) return;
    try {
      const who = await this.#options.whoIs(this.#options.request);
      const right = this.connection.side?.roles.includes('expert') ? 'expert:work' : 'live:view';
      if (who.accountId !== before.accountId) this.connection.end(new RemError('unauthenticated'));
      else if (!may(who, right)) this.connection.end(new RemError('forbidden'));
    } catch {
      // The store is out of reach: asked again with the next turn.
    }
  }
}
