/**
 * Click → first decoded frame on both sides through the product, and the same engine driven by a bare page in the
 * same run; and what a running call costs the engine's process, ours to bare. See docs/benchmarks.md.
 *
 * `--engine embedded|janus` (both), `--rounds N` (7), `--cpu-rounds N` (3), `--cpu-seconds S` (15), `--json`
 */
import { spawn } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { flows } from '@rem/ports';
import { type Browser, launchChromium, PRIVATE_ADDRESS } from '@rem/testkit';
import { z } from 'zod';
import { BareCaller } from './support/call/bare-caller.ts';
import type { Caller, CallTimes } from './support/call/caller.ts';
import { type EngineKind, engineKinds, startEngine } from './support/call/engines.ts';
import { ProductCaller } from './support/call/product-caller.ts';
import { processorSeconds } from './support/processor.ts';
import { type Aim, median, print } from './support/report.ts';

const { values } = parseArgs({
  options: {
    engine: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    'cpu-rounds': { type: 'string', default: '3' },
    'cpu-seconds': { type: 'string', default: '15' },
    json: { type: 'boolean' },
  },
});
const count = z.coerce.number().int().positive();
const rounds = count.parse(values.rounds);
const cpuRounds = count.parse(values['cpu-rounds']);
const cpuSeconds = count.parse(values['cpu-seconds']);
const kinds = values.engine === undefined ? engineKinds : [z.enum(engineKinds).parse(values.engine)];
/** The encoders take this long to find the size and rate they stay at, ms. */
const SETTLE_MS = 8_000;

/** Times of all rounds, and what the engine used in the rounds it was watched in. */
interface Found {
  readonly times: CallTimes[];
  /** Processor seconds a second. */
  readonly cores: number[];
  /** Media that both pages received together, kbit/s. */
  readonly kbps: number[];
}

/** One call of one caller. The first of all is not counted: it opens cameras and loads code. */
async function round(caller: Caller, found: Found | null, watchCpu: boolean): Promise<void> {
  const times = await caller.begin();
  found?.times.push(times);
  if (found && watchCpu) {
    await wait(SETTLE_MS);
    const [cpu, bytes, at] = [
      await processorSeconds(caller.enginePid),
      await caller.receivedBytes(),
      performance.now(),
    ];
    await wait(cpuSeconds * 1000);
    const span = (performance.now() - at) / 1000;
    found.cores.push(((await processorSeconds(caller.enginePid)) - cpu) / span);
    found.kbps.push((((await caller.receivedBytes()) - bytes) * 8) / 1000 / span);
  }
  await caller.end();
}

/** Product and bare page take turns, so that what else the machine does meets both. */
async function compare(kind: EngineKind, browser: Browser): Promise<{ product: Found; bare: Found }> {
  const [first, last] = flows.media.port;
  const middle = first + 2 * Math.floor((last - first) / 4);
  const product = await ProductCaller.open(browser, kind, PRIVATE_ADDRESS, `${first}-${middle - 1}`);
  try {
    await round(product, null, false);
    const engine = await startEngine(kind, PRIVATE_ADDRESS, [middle, last]);
    const bare = await BareCaller.open(browser, engine, await product.customer.constraints());
    try {
      await round(bare, null, false);
      const found = { product: nothing(), bare: nothing() };
      for (let index = 0; index < Math.max(rounds, cpuRounds); index += 1) {
        await round(product, found.product, index < cpuRounds);
        await round(bare, found.bare, index < cpuRounds);
      }
      return found;
    } finally {
      await bare.close();
    }
  } finally {
    await product.close();
  }
}

const nothing = (): Found => ({ times: [], cores: [], kbps: [] });

/** A call has begun when both see each other. */
const bothSee = ({ times }: Found): number =>
  median(times.map(({ customerPicture, expertPicture }) => Math.max(customerPicture, expertPicture)));

/** Encoders send what they have the processor for: this leaves that out. */
const perBit = ({ cores, kbps }: Found): number =>
  median(cores.map((used, index) => used / (kbps[index] ?? 0)));

function figuresOf(kind: EngineKind, { product, bare }: { product: Found; bare: Found }) {
  const each = (pick: (times: CallTimes) => number | undefined): number =>
    median(product.times.map((times) => pick(times) ?? Number.NaN));
  const named = <T>(entries: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(entries).map(([name, value]) => [`${kind}${name}`, value]));
  return {
    figures: named({
      PictureMs: bothSee(product),
      CustomerPictureMs: each(({ customerPicture }) => customerPicture),
      ExpertPictureMs: each(({ expertPicture }) => expertPicture),
      OfferShownMs: each(({ offerShown }) => offerShown),
      BarePictureMs: bothSee(bare),
      CpuPercent: median(product.cores) * 100,
      BareCpuPercent: median(bare.cores) * 100,
      Kbps: median(product.kbps),
      BareKbps: median(bare.kbps),
    }),
    ratios: named({
      Picture: bothSee(product) / bothSee(bare),
      Cpu: median(product.cores) / median(bare.cores),
      CpuPerBit: perBit(product) / perBit(bare),
    }),
    aims: named<Aim>({ Picture: { atMost: 1.5 }, Cpu: { between: [0.9, 1.1] } }),
  };
}

async function bench(): Promise<boolean> {
  const browser = await launchChromium();
  const report = { figures: {}, ratios: {}, aims: {} };
  try {
    for (const kind of kinds) {
      const { figures, ratios, aims } = figuresOf(kind, await compare(kind, browser));
      Object.assign(report.figures, figures);
      Object.assign(report.ratios, ratios);
      Object.assign(report.aims, aims);
    }
  } finally {
    await browser.close();
  }
  return print({ bench: 'call', ...report });
}

/** In a network of its own, as WebRTC needs an address that is not loopback and nothing may leave. */
async function inPrivateNetwork(): Promise<number> {
  const wrapper = fileURLToPath(new URL('../packages/testkit/src/run-private.ts', import.meta.url));
  const argv = [wrapper, process.execPath, import.meta.filename, ...process.argv.slice(2)];
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  spawn(process.execPath, argv, { stdio: 'inherit' })
    .once('error', reject)
    .once('close', (code) => resolve(code ?? 1));
  return promise;
}

const isInside = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === PRIVATE_ADDRESS),
);
process.exitCode = isInside ? ((await bench()) ? 0 : 1) : await inPrivateNetwork();
