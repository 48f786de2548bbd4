import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type ChildSpec, chooseSocketFolder, makePrivateFolder, pollUntil } from '@rem/host';

export interface MediaPlan {
  readonly program: string;
  readonly dataFolder: string;
  readonly ports: string;
  /** Undefined: the engine chooses. */
  readonly address: string | undefined;
}

const MEDIA_SOCKET = 'engine.sock';

/** Where server and media engine meet. */
export function mediaSocket(dataFolder: string): string {
  return join(chooseSocketFolder(dataFolder, 'media', MEDIA_SOCKET), MEDIA_SOCKET);
}

/** The embedded media engine. */
export function mediaChild({ program, dataFolder, ports, address }: MediaPlan): ChildSpec {
  const socket = mediaSocket(dataFolder);
  return {
    name: 'media',
    command: process.execPath,
    args: [program],
    env: {
      ...process.env,
      REM_MEDIA_SOCKET: socket,
      REM_MEDIA_PORTS: ports,
      ...(address === undefined ? {} : { REM_MEDIA_ADDRESS: address }),
    },
    prepare: async () => makePrivateFolder(chooseSocketFolder(dataFolder, 'media', MEDIA_SOCKET)),
    ready: (_pid, signal) => pollUntil(() => connects({ path: socket }), signal),
    stopMs: 5_000,
  };
}

export interface ServerPlan {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** The address the server listens on, or undefined for all. */
  readonly bind: string | undefined;
  /** Path of our authority's certificate. */
  readonly authority: string;
}

/** The server: ready when it says so itself, over TLS, with a certificate of our authority. */
export function serverChild({ program, env, port, bind, authority }: ServerPlan): ChildSpec {
  const everywhere = bind === undefined || bind === '0.0.0.0' || bind === '::';
  const host = everywhere ? '127.0.0.1' : bind;
  return {
    name: 'server',
    command: process.execPath,
    args: [program],
    env: { ...process.env, ...env },
    ready: (_pid, signal) =>
      pollUntil(
        () => answers({ host, port, ca: readFileSync(authority), path: '/health/ready' }),
        signal,
        50,
      ),
    readyMs: 60_000,
    stopMs: 15_000,
  };
}

/** Whether something takes connections there. */
export async function connects(to: { path: string } | { host: string; port: number }): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(to);
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  const connected = await promise;
  socket.destroy();
  return connected;
}

async function answers(to: { host: string; port: number; ca: Buffer; path: string }): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const asked = request({ ...to, agent: false, timeout: 2_000 }, (response) => {
    response.resume();
    resolve(response.statusCode === 200);
  });
  asked.once('timeout', () => asked.destroy());
  asked.once('error', () => resolve(false));
  asked.end();
  return await promise;
}
