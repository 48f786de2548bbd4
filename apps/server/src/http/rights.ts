import type { Right } from '@rem/protocol';
import type { FastifyRequest } from 'fastify';
import { type Principal, requireRight, type WhoIs } from '../identity/principal.ts';
import type { App } from './types.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The right a route needs. A route without one stops the server from starting. */
    right?: Right;
  }
  interface FastifyInstance {
    /** Every address there is and the right it needs, `HEAD` left out: it is `GET` without a body. */
    declaredRoutes: readonly DeclaredRoute[];
  }
  interface FastifyRequest {
    /** Who asks; found out at most once a request. Rejects with `unavailable` when that cannot be known. */
    principal(): Promise<Principal>;
  }
}

export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  readonly right: Right;
}

/** Where the answer is kept, so that a request asks the store once. */
const ANSWER = Symbol('principal');

/**
 * Deny by default: every route names its right in `config.right`, and nothing of it runs, not even the parsing of
 * its body, before the right is proven. Public routes do not ask who it is, so pages load when the database is
 * away.
 */
export function registerRights(app: App, whoIs: WhoIs): void {
  app.decorateRequest(ANSWER, null);
  app.decorateRequest('principal', function principal(this: FastifyRequest): Promise<Principal> {
    const known = this.getDecorator<Promise<Principal> | null>(ANSWER);
    if (known) return known;
    const answer = whoIs(this.raw);
    this.setDecorator(ANSWER, answer);
    return answer;
  });

  const declared: DeclaredRoute[] = [];
  app.decorate('declaredRoutes', declared);
  app.addHook('onRoute', ({ method, url, config }) => {
    const right = config?.right;
    if (!right) throw new Error(`Route ${String(method)} ${url} declares no right (config.right)`);
    for (const each of [method].flat()) if (each !== 'HEAD') declared.push({ method: each, url, right });
  });

  app.addHook('onRequest', async (request) => {
    if (request.is404) return;
    const { right } = request.routeOptions.config;
    if (right === 'public') return;
    // Routes without a right cannot be registered; should one be, it is nobody's.
    if (!right) throw new Error('This route declares no right');
    requireRight(await request.principal(), right);
  });
}
