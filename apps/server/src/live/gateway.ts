import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import websocket from '@fastify/websocket';
import type { Bus } from '@rem/bus';
import { type Clock, type Deferred, deferred } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import {
  frameLimit,
  type IceServer,
  livePath,
  protocolVersion,
  RemError,
  type ServerFrame,
} from '@rem/protocol';
import type { WebSocket } from 'ws';
import { isOwnOrigin } from '../http/origin.ts';
import type { App } from '../http/types.ts';
import type { WhoIs } from '../identity/principal.ts';
import { addressOf } from '../identity/who-is.ts';
import { Desks } from '../read/desks.ts';
import { AddressGuard } from './address-guard.ts';
import { Client } from './client.ts';
import { Connection } from './connection.ts';
import { createGreeter, type Greeter, type GreeterDeps } from './greet.ts';
import { HEARTBEAT_MS, Heartbeat } from './heartbeat.ts';
import { Present } from './present.ts';

export interface LiveDeps extends Omit<GreeterDeps, 'present' | 'desks'> {
  readonly whoIs: WhoIs;
  readonly bus: Bus;
  /** Servers for a participant's way to the media engine; credentials in them are theirs alone. */
  readonly iceServers: () => readonly IceServer[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Live clients of one address at most. */
  readonly connectionsPerAddress: number;
}

export interface Gateway {
  /** Live clients now. */
  readonly size: number;
  /** Sends every client away to come back soon, and takes no new ones. Sessions are not touched. Idempotent. */
  drain(): void;
  /** Resolves when no client is left. */
  emptied(): Promise<void>;
}

/** Frames larger than this are cut off by the socket itself, before they are in memory. */
const HARD_FRAME_LIMIT = 2 * frameLimit;

/** The one WebSocket endpoint of all live clients. Rules [LIV1]… in docs/spec/live.md. */
export async function registerLive(app: App, deps: LiveDeps): Promise<Gateway> {
  const gateway = new LiveGateway(deps);
  await app.register(websocket, {
    options: { maxPayload: HARD_FRAME_LIMIT, perMessageDeflate: false },
    errorHandler(error, socket) {
      deps.logger.debug({ err: error }, 'a socket failed');
      socket.terminate();
    },
    // `drain` has sent the clients away; who has not gone is cut off.
    preClose(done) {
      gateway.close();
      for (const socket of app.websocketServer.clients) socket.terminate();
      app.websocketServer.close(() => done());
    },
  });
  // Raw sockets, before their TLS handshake.
  app.server.on('connection', (socket: Socket) => {
    const release = gateway.guard.socket(socket.remoteAddress ?? '');
    if (release) socket.once('close', release);
    else socket.destroy();
  });
  app.route({
    method: 'GET',
    url: livePath,
    config: { right: 'public', rateLimit: false },
    async preValidation(request) {
      if (!isOwnOrigin(request.headers)) throw new RemError('bad_origin');
    },
    handler: async () => {
      throw new RemError('bad_request', 'this address takes a WebSocket');
    },
    wsHandler: (socket, request) => gateway.accept(socket, request.raw),
  });
  return gateway;
}

class LiveGateway implements Gateway {
  readonly guard: AddressGuard;
  readonly #deps: LiveDeps;
  readonly #greet: Greeter;
  readonly #heartbeat: Heartbeat;
  readonly #clients = new Set<Client>();
  readonly #stop: () => void;
  #draining = false;
  #empty: Deferred<void> | undefined;
  /** Pings of one beat are the same text. */
  #ping = { at: -1, text: '' };

  constructor(deps: LiveDeps) {
    this.#deps = deps;
    this.guard = new AddressGuard(deps.clock, deps.connectionsPerAddress);
    this.#heartbeat = new Heartbeat(deps.clock);
    const present = new Present(
      (sessionId, here) => deps.sessions.present(sessionId, 'customer', here),
      deps.logger,
    );
    this.#greet = createGreeter({ ...deps, present, desks: new Desks() });
    this.#stop = deps.bus.subscribe('directory', ({ kind, id }) => {
      if (kind !== 'people') return;
      for (const client of this.#clients) if (client.accountId === id) void client.askAgain();
    });
  }

  get size(): number {
    return this.#clients.size;
  }

  accept(socket: WebSocket, request: IncomingMessage): void {
    const { clock, logger, whoIs } = this.#deps;
    const release = this.guard.client(addressOf(request));
    const connection: Connection = new Connection({
      ...{ socket, clock, logger },
      greet: async (hello, channel) => this.#greet(hello, await client.identify(), channel),
      welcome: () => this.#welcome(),
      onClosed: () => {
        release?.();
        stopBeating();
        this.#clients.delete(client);
        if (this.#clients.size === 0) this.#empty?.resolve();
      },
    });
    const client = new Client({ connection, request, whoIs, clock });
    const stopBeating = this.#heartbeat.add({ beat: (now) => client.beat(now, this.#pingAt(now)) });
    this.#clients.add(client);
    if (this.#draining) connection.end(new RemError('draining'));
    else if (!release) connection.end(new RemError('too_many_connections'));
  }

  drain(): void {
    this.#draining = true;
    for (const { connection } of [...this.#clients]) connection.end(new RemError('draining'));
  }

  emptied(): Promise<void> {
    if (this.#clients.size === 0) return Promise.resolve();
    this.#empty ??= deferred();
    return this.#empty.promise;
  }

  close(): void {
    this.drain();
    this.#stop();
  }

  #welcome(): ServerFrame {
    const { clock, iceServers } = this.#deps;
    return {
      ...{ type: 'welcome', protocol: protocolVersion, now: clock.now(), heartbeat: HEARTBEAT_MS },
      iceServers: [...iceServers()],
    };
  }

  #pingAt(at: number): string {
    if (this.#ping.at !== at) {
      this.#ping = { at, text: JSON.stringify({ type: 'ping', at } satisfies ServerFrame) };
    }
    return this.#ping.text;
  }
}
