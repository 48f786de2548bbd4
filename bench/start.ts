/**
 * Launcher to ready, cold (a new data folder) and warm (the same one again), and what the server's memory is when
 * idle and with connected clients. See docs/benchmarks.md.
 *
 * `--clients N` (1000), `--rounds N` (5), `--json`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startProcess } from '@rem/testkit';
import { z } from 'zod';
import { memoryOf, type Product, startProduct } from '../e2e/support/product.ts';
import { openLines } from './support/lines.ts';
import { median, print } from './support/report.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean' },
  },
});
const count = z.coerce.number().int().positive();
const clients = count.parse(values.clients);
const rounds = count.parse(values.rounds);
/** What was garbage of the start, or of so many handshakes, gets this long to be given back, ms. */
const SETTLE_MS = 10_000;

/** What no program here can be started faster than: a Node process that does nothing. */
async function bareNode(): Promise<number> {
  const begun = performance.now();
  await startProcess(process.execPath, ['-e', '0']).exited;
  return performance.now() - begun;
}

async function starts(data: string) {
  const start = () => startProduct({ data, env: { REM_LOG_LEVEL: 'warn' } });
  const cold = await start();
  await cold.stop();
  const warm: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const product = await start();
    warm.push(product.startedIn);
    await product.stop();
    bare.push(await bareNode());
  }
  return { cold: cold.startedIn, warm: median(warm), bare: median(bare) };
}

/** Resident memory of the server, after a rest. */
async function settled(product: Product): Promise<number> {
  await wait(SETTLE_MS);
  return memoryOf((await product.children()).server);
}

async function memory(data: string) {
  const env = { REM_CONNECTIONS_PER_ADDRESS: '100000', REM_LOG_LEVEL: 'warn' };
  const product = await startProduct({ data, env });
  const lost = Promise.withResolvers<never>();
  const run = async () => {
    const idle = await settled(product);
    const lines = await openLines(product, clients, () => ({ as: 'customer' }), lost.reject);
    const loaded = await settled(product);
    await Promise.all(lines.map((line) => line.close()));
    return { idle, loaded };
  };
  return Promise.race([run(), lost.promise]).finally(() => product.stop());
}

async function bench(data: string): Promise<boolean> {
  const { cold, warm, bare } = await starts(data);
  const { idle, loaded } = await memory(data);
  const figures = {
    coldSeconds: cold / 1000,
    warmSeconds: warm / 1000,
    bareNodeSeconds: bare / 1000,
    serverIdleMB: idle / 2 ** 20,
    serverPer1000ClientsMB: ((loaded - idle) / 2 ** 20 / clients) * 1000,
  };
  return print({
    ...{ bench: 'start', figures },
    ratios: { warmToBareNode: figures.warmSeconds / figures.bareNodeSeconds },
    aims: { coldSeconds: { atMost: 60 }, warmSeconds: { atMost: 5 } },
  });
}

const data = await mkdtemp(join(tmpdir(), 'rem-bench-start-'));
try {
  process.exitCode = (await bench(data)) ? 0 : 1;
} finally {
  await rm(data, { recursive: true, force: true });
}
