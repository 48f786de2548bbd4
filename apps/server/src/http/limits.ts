import rateLimit from '@fastify/rate-limit';
import { RemError } from '@rem/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressOf } from '../identity/who-is.ts';
import type { App } from './types.ts';

/** How often, a minute. Per server: with several, an address that finds all of them has as many times more. */
export interface RateLimits {
  /** Requests of any kind from one address. Many kiosks may stand behind one. Default 3,000. */
  readonly requests: number;
  /** Attempts to sign in or to change a password from one address. Default 300: a whole office begins its day. */
  readonly signInsByAddress: number;
  /** Those of them that failed; then the address waits, also with a right password. Default 30. */
  readonly failedSignIns: number;
  /** The same for one name, known or not; lock-out comes on top. Default 10. */
  readonly signInsByName: number;
  /** Enrol codes tried from one address. Default 10. */
  readonly enrolments: number;
}

export const defaultRateLimits: RateLimits = {
  requests: 3_000,
  signInsByAddress: 300,
  failedSignIns: 30,
  signInsByName: 10,
  enrolments: 10,
};

const MINUTE_MS = 60_000;

/** Counts a request and throws `rate_limited` when it is one too many. */
export type Limiter = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export interface Limiters {
  readonly signInByAddress: Limiter;
  /** Counts an attempt that `signInByAddress` let through and that failed. */
  signInFailed(request: FastifyRequest): Promise<void>;
  /** @param name what a person typed, or an account's id */
  signInByName(name: string, request: FastifyRequest, reply: FastifyReply): Promise<void>;
  readonly enrolment: Limiter;
}

const NAME = Symbol('rate limit name');

/** Puts the general limit before everything else and returns the stricter ones, for the routes that need them. */
export async function registerLimits(app: App, limits: RateLimits): Promise<Limiters> {
  await app.register(rateLimit, { global: false });
  app.decorateRequest(NAME, null);

  const limiter = (max: number, key?: (request: FastifyRequest) => string): Limiter => {
    const count = app.createRateLimit({ max, timeWindow: MINUTE_MS, ...(key ? { keyGenerator: key } : {}) });
    return async (request, reply) => {
      const state = await count(request);
      if (state.isAllowed || !state.isExceeded) return;
      reply.header('retry-after', state.ttlInSeconds);
      throw new RemError('rate_limited');
    };
  };

  const general = limiter(limits.requests);
  app.addHook('onRequest', async (request, reply) => {
    // A socket's upgrade has limits of its own, by open connections.
    if (request.routeOptions.config.rateLimit === false) return;
    await general(request, reply);
  });

  const byName = limiter(limits.signInsByName, (request) => request.getDecorator<string>(NAME));
  const byAddress = limiter(limits.signInsByAddress, (request) => addressOf(request.raw));
  const failures = app.createRateLimit({
    max: limits.failedSignIns,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => addressOf(request.raw),
  });
  return {
    async signInByAddress(request, reply) {
      await byAddress(request, reply);
      const failed = await failures(request, { increment: false });
      if (failed.isAllowed || failed.remaining > 0) return;
      reply.header('retry-after', failed.ttlInSeconds);
      throw new RemError('rate_limited');
    },
    async signInFailed(request) {
      await failures(request);
    },
    async signInByName(name, request, reply) {
      request.setDecorator(NAME, name.trim().toLowerCase());
      await byName(request, reply);
    },
    enrolment: limiter(limits.enrolments, (request) => addressOf(request.raw)),
  };
}
