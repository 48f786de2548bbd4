import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNode, until } from '@rem/testkit';
import { z } from 'zod';

const ready = z.object({
  url: z.url(),
  pages: z.object({ customer: z.string(), desk: z.string(), console: z.string() }),
  ca: z.string(),
  demo: z.object({
    password: z.string().optional(),
    accounts: z.array(z.object({ name: z.string(), role: z.string() })),
  }),
});
const pids = z.record(z.string(), z.number());

export type Child = 'postgres' | 'media' | 'janus' | 'server';

/** The whole product as its launcher starts it, on a data folder and a port of its own. */
export interface Product {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  readonly pages: { readonly customer: string; readonly desk: string; readonly console: string };
  /** The certificate of its authority, PEM. */
  readonly ca: string;
  readonly data: string;
  /** Sign-in names of the demo bank by role; all with `password`. */
  readonly accounts: readonly { readonly name: string; readonly role: string }[];
  readonly password: string;
  /** From the launch to ready, ms. */
  readonly startedIn: number;
  /** What runs now: pid by name. */
  children(): Promise<Readonly<Record<string, number>>>;
  /** SIGKILL to one child, which the launcher starts again; resolves when the new one has a pid. */
  kill9(child: Child): Promise<void>;
  /** Resolves when the server takes requests (again). */
  ready(): Promise<void>;
  /** The last lines the launcher printed. */
  readonly tail: string;
  stop(): Promise<void>;
}

export interface ProductOptions {
  /** A folder to start on again; by default a new one that goes when the product stops. */
  readonly data?: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

const launcher = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));

/** The password of every account of a demo that this helper starts. */
const password = 'correct horse battery staple';

export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'rem-product-')));
  const args = [
    '--json',
    '--port',
    '0',
    '--data',
    data,
    '--demo-password',
    password,
    ...(options.args ?? []),
  ];
  const begun = performance.now();
  const child = startNode(launcher, ['start', ...args], { env: { ...process.env, ...options.env } });
  const line = await child.waitForLine(/^\{"ready":true/, 180_000).catch(async (error: unknown) => {
    await child.stop();
    throw error;
  });
  const startedIn = performance.now() - begun;
  const { url, pages, ca, demo } = ready.parse(JSON.parse(line));
  const authority = await readFile(ca, 'utf8');
  const children = async () =>
    pids.parse(JSON.parse(await readFile(join(data, 'run', 'children.json'), 'utf8')));
  return {
    ...{ url, pages, data, startedIn, password, accounts: demo.accounts, children },
    ca: authority,
    async kill9(name) {
      const before = (await children())[name];
      if (before === undefined) throw new Error(`${name} does not run`);
      process.kill(before, 'SIGKILL');
      await until(async () => ((await children())[name] ?? before) !== before, {
        timeoutMs: 20_000,
        what: () => `${name} is started again. The launcher said:\n${child.tail}`,
      });
    },
    async ready() {
      await until(() => isOk(`${url}/health/ready`, authority), {
        timeoutMs: 30_000,
        what: 'the server is ready',
      });
    },
    get tail() {
      return child.tail;
    },
    async stop() {
      await child.stop(30_000);
      if (!options.data) await rm(data, { recursive: true, force: true });
    },
  };
}

async function isOk(url: string, ca: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const asked = get(url, { ca, agent: false, timeout: 2000 }, (response) => {
    response.resume();
    resolve(response.statusCode === 200);
  });
  asked.once('timeout', () => asked.destroy());
  asked.once('error', () => resolve(false));
  return promise;
}

/** Resident memory of a process in bytes. */
export async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}
