import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import {
  type ChildSpec,
  ensureDebianPackages,
  ensureSecret,
  findCommand,
  pollUntil,
  requireFreePort,
} from '@rem/host';
import { flows } from '@rem/ports';
import { configureJanus } from '../wiring.ts';
import { connects } from './children.ts';

export interface JanusPlan {
  readonly dataFolder: string;
  /** The address in media candidates; undefined: this machine's first one. */
  readonly address: string | undefined;
  /** UDP ports of media, `first-last`. */
  readonly ports: string;
}

export interface Janus {
  readonly spec: ChildSpec;
  /** What the server has to know of it; the secrets never reach a browser. */
  readonly serverEnv: Readonly<Record<string, string>>;
}

const LOOPBACK = '127.0.0.1';

/**
 * Debian's Janus with a configuration of our own, listening for our server on loopback only.
 * @throws HostError naming the command that installs it, where it is missing and may not be installed
 */
export async function janusChild({ dataFolder, address, ports }: JanusPlan): Promise<Janus> {
  await ensureDebianPackages([
    { package: 'janus', command: 'janus', why: 'the media server of --media janus' },
  ]);
  const secret = (name: string): string => ensureSecret(join(dataFolder, 'secrets', name));
  const [apiSecret, adminKey, adminSecret] = [
    secret('janus-api'),
    secret('janus-rooms'),
    secret('janus-admin'),
  ];
  // Debian starts a Janus of its own on the usual port when it installs one.
  const port = await requireFreePort(flows.janus.port, LOOPBACK).catch(() => requireFreePort(0, LOOPBACK));
  const [first = 0, last = 0] = ports.split('-').map(Number);
  const { command, args, url } = await configureJanus({
    folder: join(dataFolder, 'run', 'janus'),
    port,
    address: address ?? machineAddress(),
    ports: [first, last],
    apiSecret,
    adminKey,
    adminSecret,
  });
  return {
    spec: {
      name: 'media',
      command: findCommand(command) ?? command,
      args,
      env: { ...process.env },
      ready: (_pid, signal) => pollUntil(() => connects({ host: LOOPBACK, port }), signal),
      stopMs: 5_000,
    },
    serverEnv: { REM_JANUS_URL: url, REM_JANUS_SECRET: apiSecret, REM_JANUS_ADMIN_KEY: adminKey },
  };
}

/** The first address that is not loopback, IPv4 before IPv6: Janus takes no media on loopback. */
function machineAddress(): string {
  const external = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !/^fe80/i.test(address));
  return (external.find(({ family }) => family === 'IPv4') ?? external[0])?.address ?? LOOPBACK;
}
