import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNode } from '@rem/testkit';
import { z } from 'zod';

const ready = z.object({
  url: z.string(),
  ca: z.string(),
  pid: z.number(),
  demo: z.object({ password: z.string().optional() }),
  children: z.record(z.string(), z.number()),
});

/** The whole product as its launcher starts it, on a data folder and a port of its own. */
export interface Product {
  readonly url: string;
  /** The certificate of its authority, PEM. */
  readonly ca: string;
  readonly data: string;
  readonly children: Readonly<Record<string, number>>;
  /** From the launch to ready, ms. */
  readonly startedIn: number;
  stop(): Promise<void>;
}

const launcher = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));

/** @param data a folder to start on again; by default a new one that goes when the product stops */
export async function startProduct(
  options: {
    readonly data?: string;
    readonly args?: readonly string[];
    readonly env?: NodeJS.ProcessEnv;
  } = {},
): Promise<Product> {
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'rem-bench-')));
  const begun = performance.now();
  const child = startNode(
    launcher,
    ['start', '--json', '--port', '0', '--data', data, ...(options.args ?? [])],
    {
      env: { ...process.env, ...options.env },
    },
  );
  const line = await child.waitForLine(/^\{"ready":true/, 180_000);
  const startedIn = performance.now() - begun;
  const { url, ca, children } = ready.parse(JSON.parse(line));
  return {
    ...{ url, data, children, startedIn },
    ca: await readFile(ca, 'utf8'),
    async stop() {
      await child.stop(30_000);
      if (!options.data) await rm(data, { recursive: true, force: true });
    },
  };
}

/** Resident memory of a process in bytes. */
export async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}
