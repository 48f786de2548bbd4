import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireFreePort } from '@rem/host';
import { createEmbeddedEngine, createJanusEngine, janusConfig, type MediaEngine } from '@rem/media';
import { portAnswers, startNode, startProcess, type TestProcess, until } from '@rem/testkit';

export const engineKinds = ['embedded', 'janus'] as const;
export type EngineKind = (typeof engineKinds)[number];

/** An engine's process with nothing of the product around it, and the product's own way to speak to it. */
export interface BareEngine {
  readonly engine: MediaEngine;
  readonly pid: number;
  close(): Promise<void>;
}

/** @param ports UDP, first and last: not those of another engine */
export async function startEngine(
  kind: EngineKind,
  address: string,
  ports: readonly [first: number, last: number],
): Promise<BareEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'rem-bench-engine-'));
  const { child, engine } = await (kind === 'embedded' ? embedded : janus)(folder, address, ports);
  engine.start();
  await until(() => engine.ready, { what: () => `${kind} is up. It said:\n${child.tail}` });
  if (child.pid === undefined) throw new Error(`${kind} does not run`);
  return {
    engine,
    pid: child.pid,
    async close() {
      await engine.close();
      await child.stop();
      await rm(folder, { recursive: true });
    },
  };
}

interface Started {
  readonly child: TestProcess;
  readonly engine: MediaEngine;
}

const program = fileURLToPath(new URL('../../../apps/media-engine/src/main.ts', import.meta.url));

async function embedded(folder: string, address: string, ports: readonly [number, number]): Promise<Started> {
  const socketPath = join(folder, 'engine.sock');
  const child = startNode(program, [], {
    env: {
      ...process.env,
      REM_MEDIA_SOCKET: socketPath,
      REM_MEDIA_ADDRESS: address,
      REM_MEDIA_PORTS: ports.join('-'),
    },
  });
  await child.waitForLine(/"msg":"ready"/);
  return { child, engine: createEmbeddedEngine({ socketPath }) };
}

async function janus(folder: string, address: string, ports: readonly [number, number]): Promise<Started> {
  const port = await requireFreePort(0, '127.0.0.1');
  const secrets = { apiSecret: 'bench-api', adminKey: 'bench-rooms', adminSecret: 'bench-admin' };
  const { command, args, url } = await janusConfig({ ...secrets, folder, port, address, ports });
  const child = startProcess(command, args);
  await until(() => portAnswers(port), { what: () => `Janus listens. It said:\n${child.tail}` });
  const { apiSecret, adminKey } = secrets;
  return { child, engine: createJanusEngine({ url, apiSecret, adminKey }) };
}
