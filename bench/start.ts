/**
 * Launcher to ready, cold (a new data folder) and warm (the same one again), and what the server's memory is when
 * idle and with connected clients. The limit: the time a bare Node process takes to start and end, in the same run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess, until } from '@rem/testkit';
import { memoryOf, startProduct } from '../e2e/support/product.ts';
import { openLines } from './support/lines.ts';
import { median, print } from './support/report.ts';

const clients = 1000;
const env = { REM_CONNECTIONS_PER_ADDRESS: '20000', REM_LOG_LEVEL: 'warn' };
const data = await mkdtemp(join(tmpdir(), 'rem-bench-start-'));

async function bareNode(): Promise<number> {
  const begun = performance.now();
  await startProcess(process.execPath, ['-e', '0']).exited;
  return performance.now() - begun;
}

const cold = await startProduct({ data, env });
await cold.stop();
const warm: number[] = [];
const bare: number[] = [];
for (let round = 0; round < 3; round += 1) {
  const product = await startProduct({ data, env });
  warm.push(product.startedIn);
  await product.stop();
  bare.push(await bareNode());
}

const product = await startProduct({ data, env });
const idle = await memoryOf((await product.children()).server);
const lines = await openLines(product, clients, () => ({ as: 'customer' }));
await until(() => lines.every((line) => line.welcomed), { timeoutMs: 60_000 });
const loaded = await memoryOf((await product.children()).server);
for (const line of lines) line.close();
await product.stop();
await rm(data, { recursive: true, force: true });

const figures = {
  coldSeconds: cold.startedIn / 1000,
  warmSeconds: median(warm) / 1000,
  bareNodeSeconds: median(bare) / 1000,
  serverIdleMB: idle / 2 ** 20,
  serverPer1000ClientsMB: ((loaded - idle) / 2 ** 20 / clients) * 1000,
};
const ratios = { warmToBareNode: figures.warmSeconds / figures.bareNodeSeconds };
const met = print({
  bench: 'start',
  figures,
  ratios,
  aims: { coldSeconds: { atMost: 60 }, warmSeconds: { atMost: 5 } },
});
process.exitCode = met ? 0 : 1;
