import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChildSpec, ensureDebianPackages, ensureSecret, findCommand, pollUntil } from '@rem/host';
import { flows } from '@rem/ports';
import { janusFiles } from '../wiring.ts';
import { connects } from './children.ts';

export interface JanusPlan {
  readonly dataFolder: string;
  /** The address in media candidates. */
  readonly address: string | undefined;
  /** UDP ports of media, `first-last`. */
  readonly ports: string;
}

/** Secrets that Janus and the server share; they never reach a browser. */
export interface JanusSecrets {
  readonly apiSecret: string;
  readonly adminKey: string;
}

const LOOPBACK = '127.0.0.1';

export const janusUrl = `ws://${LOOPBACK}:${flows.janus.port}`;

export function janusSecrets(dataFolder: string): JanusSecrets {
  return {
    apiSecret: ensureSecret(join(dataFolder, 'secrets', 'janus-api')),
    adminKey: ensureSecret(join(dataFolder, 'secrets', 'janus-admin')),
  };
}

/**
 * Debian's Janus with a configuration of our own, listening for us on loopback only.
 * @throws HostError naming the command that installs it, where it is missing and may not be installed
 */
export async function janusChild(plan: JanusPlan, secrets: JanusSecrets): Promise<ChildSpec> {
  await ensureDebianPackages([
    { package: 'janus', command: 'janus', why: 'the media server of --media janus' },
  ]);
  const folder = join(plan.dataFolder, 'run', 'janus');
  const files = await janusFiles({ ...plan, ...secrets, folder });
  return {
    name: 'media',
    command: findCommand('janus') ?? 'janus',
    args: [`--configs-folder=${folder}`, '--disable-colors'],
    env: { ...process.env },
    // Written anew for each run: what an older run had there must not count.
    prepare: async () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (const [name, content] of Object.entries(files)) {
        writeFileSync(join(folder, name), content, { mode: 0o600 });
      }
    },
    ready: (_pid, signal) => pollUntil(() => connects({ host: LOOPBACK, port: flows.janus.port }), signal),
    stopMs: 5_000,
  };
}
