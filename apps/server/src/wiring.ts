import { randomUUID } from 'node:crypto';
import { type Bus, createLocalBus } from '@rem/bus';
import type { Clock } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import { type MediaEngine, turnCredentials } from '@rem/media';
import type { Store } from '@rem/store';
import type { ServerConfig } from './config.ts';
import { type AppDeps, buildApp } from './http/app.ts';
import type { App } from './http/types.ts';
import { createWhoIs } from './identity/who-is.ts';
import { type Gateway, registerLive } from './live/gateway.ts';
import { startMediaService } from './media/media-service.ts';
import { createResc, type Resc } from './resc/resc.ts';

export interface ServerParts {
  readonly config: Pick<
    ServerConfig,
    | 'port'
    | 'bind'
    | 'tls'
    | 'pages'
    | 'brand'
    | 'embedParents'
    | 'turn'
    | 'sessionSecret'
    | 'connectionsPerAddress'
  >;
  /** Migrated already. Closed with the server. */
  readonly store: Store;
  readonly engine: MediaEngine;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits?: AppDeps['limits'];
}

export interface RunningServer {
  readonly port: number;
  readonly app: App;
  readonly resc: Resc;
  readonly gateway: Gateway;
  readonly bus: Bus;
  /** Sends the clients away, lets what runs finish, and closes everything. Calls go on. Idempotent. */
  close(): Promise<void>;
}

/** How long TURN credentials can be used to begin a relay, s: as long as a sign-in lasts. */
const TURN_SECONDS = 24 * 3_600;
/** How long clients may take to leave before they are cut off, ms. */
const LEAVE_MS = 2_000;

/** Builds the server of its parts, reads the world back and listens. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { config, store, engine, clock, logger } = parts;
  const bus = createLocalBus((error) => logger.error({ err: error }, 'a bus listener failed'));
  const resc = createResc({ store, bus, clock, logger, secret: config.sessionSecret });
  await resc.start();
  const media = startMediaService({ engine, world: resc.world, peers: resc.peers, clock, logger });
  const whoIs = createWhoIs(store, clock);
  const { tls, pages, brand, embedParents, turn, connectionsPerAddress } = config;
  const app = await buildApp({
    ...{ store, bus, whoIs, clock, logger, tls, pages, brand, embedParents },
    live: resc.live,
    health: { media: () => (engine.ready ? null : 'the media engine is away') },
    ...(parts.limits && { limits: parts.limits }),
  });
  const gateway = await registerLive(app, {
    ...{ sessions: resc.sessions, experts: resc.experts, live: resc.live, media },
    ...{ whoIs, bus, clock, logger, connectionsPerAddress, branchOf: resc.branchOf },
    iceServers: () =>
      turn ? turnCredentials({ ...turn, ttlSeconds: TURN_SECONDS, name: randomUUID() }, clock) : [],
  });
  const port = await listen(app, config);

  let closing: Promise<void> | undefined;
  async function closeAll(): Promise<void> {
    gateway.drain();
    await emptied(gateway, clock);
    await app.close();
    await media.close();
    await resc.close();
    await bus.close();
    await store.close();
  }
  return {
    ...{ port, app, resc, gateway, bus },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}

/** Listens on what was asked for, else on all addresses: of both kinds where the machine has IPv6. */
async function listen(app: App, { port, bind }: Pick<ServerConfig, 'port' | 'bind'>): Promise<number> {
  try {
    await app.listen({ port, host: bind ?? '::' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const noIpv6 = code === 'EAFNOSUPPORT' || code === 'EADDRNOTAVAIL';
    if (bind !== undefined || !noIpv6) throw error;
    await app.listen({ port, host: '0.0.0.0' });
  }
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** Waits until the clients have left, but not for ever. */
async function emptied(gateway: Gateway, clock: Clock): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(LEAVE_MS, resolve);
  await Promise.race([gateway.emptied(), promise]);
  cancel();
}
