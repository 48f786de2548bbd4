import type { Bus } from '@rem/bus';
import type { Clock } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import type { LiveService } from '@rem/protocol';
import type { Store } from '@rem/store';
import Fastify, { type FastifyBaseLogger, type FastifyReply, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { registerPeople } from '../directory/people.ts';
import { registerDirectory } from '../directory/routes.ts';
import { registerSetup } from '../directory/setup.ts';
import { type HealthChecks, registerHealth } from '../health/routes.ts';
import { createAccounts } from '../identity/accounts.ts';
import { registerKeys } from '../identity/keys.ts';
import { registerKiosks } from '../identity/kiosks.ts';
import type { WhoIs } from '../identity/principal.ts';
import { registerAccounts } from '../identity/routes.ts';
import { registerOpenApi } from '../openapi/openapi.ts';
import { type PageFolders, registerPages } from '../pages/pages.ts';
import { registerReac } from '../reac/routes.ts';
import { answerBrokenRequest, createErrorHandler, errorBody, toRemError } from './errors.ts';
import { registerHeaders } from './headers.ts';
import { defaultRateLimits, type RateLimits, registerLimits } from './limits.ts';
import { registerMissing } from './missing.ts';
import { requireOwnOrigin } from './origin.ts';
import { registerRights } from './rights.ts';
import type { App } from './types.ts';

/** All that the web server stands on. */
export interface AppDeps {
  readonly store: Store;
  readonly bus: Pick<Bus, 'publish'>;
  readonly live: Pick<LiveService, 'snapshot'>;
  readonly whoIs: WhoIs;
  readonly clock: Clock;
  readonly logger: Logger;
  /** PEM texts; `cert` may be a chain. */
  readonly tls: { readonly key: string; readonly cert: string };
  readonly pages: PageFolders;
  /** Origins (`https://host`) that may show the desk in a frame; default none. */
  readonly embedParents?: readonly string[];
  /** Shown to customers; default `Remote Expert`. */
  readonly brand?: string;
  readonly health: HealthChecks;
  readonly limits?: Partial<RateLimits>;
}

const BODY_LIMIT = 64 * 1024;
/** Headers must have arrived after this, a whole request after that (ms): slow senders hold no socket for long. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

function createServer({ tls, logger }: AppDeps): App {
  const app = Fastify({
    https: { key: tls.key, cert: tls.cert, minVersion: 'TLSv1.2', headersTimeout: HEADERS_TIMEOUT_MS },
    loggerInstance: logger as FastifyBaseLogger, // pino's own type would spread into every signature
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 100 },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors(thrown, _request, reply) {
      const error = toRemError(thrown);
      const answer: FastifyReply = reply; // without the generics of a route there is none of
      void answer.code(error.definition.status).send(errorBody(error));
    },
  }).withTypeProvider<ZodTypeProvider>();
  // JSON alone: what a form of another site can send without being asked is refused.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(createErrorHandler(logger));
  return app;
}

/**
 * The web server with everything but the live socket, which `main.ts` adds before it listens. What is registered
 * here first runs first: security headers, limits, origin, rights, and only then bodies and handlers.
 */
export async function buildApp(deps: AppDeps): Promise<App> {
  const app = createServer(deps);
  const embedParents = deps.embedParents ?? [];
  await registerHeaders(app);
  const limiters = await registerLimits(app, { ...defaultRateLimits, ...deps.limits });
  app.addHook('onRequest', async ({ method, headers }) => requireOwnOrigin(method, headers));
  registerRights(app, deps.whoIs);
  registerMissing(app);
  await registerOpenApi(app);

  registerHealth(app, { database: deps.store, checks: deps.health, clock: deps.clock });
  registerAccounts(app, {
    accounts: createAccounts(deps.store, deps.clock),
    people: deps.store.people,
    bus: deps.bus,
    limiters,
    cookies: { embedded: embedParents.length > 0 },
  });
  registerKiosks(app, { ...deps, limiters });
  registerSetup(app, { ...deps, brand: deps.brand ?? 'Remote Expert' });
  registerDirectory(app, deps);
  registerPeople(app, deps);
  registerKeys(app, deps.store.keys);
  registerReac(app, { live: deps.live, archive: deps.store, audit: deps.store.audit });
  await registerPages(app, deps.pages, embedParents);
  return app;
}
