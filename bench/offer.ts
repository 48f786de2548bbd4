/**
 * Customer's request → offer at the expert's socket, with many desks connected, at a constant rate. The limit,
 * measured in the same run at the same rate: one transaction of the same shape on the same database, plus one echo
 * through the same TLS listener. See docs/benchmarks.md.
 *
 * `--experts N` (1000), `--rate PER_SECOND` (50), `--seconds S` (30), `--json`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { embeddedPostgres } from '@rem/host';
import { openStore, type Store } from '@rem/store';
import { z } from 'zod';
import { type Product, startProduct } from '../e2e/support/product.ts';
import { openLines } from './support/lines.ts';
import { type Filled, fill } from './support/offer-data.ts';
import { Limit } from './support/offer-limit.ts';
import { Offers } from './support/offers.ts';
import { atRate } from './support/pace.ts';
import { median, print, quantile } from './support/report.ts';

const { values } = parseArgs({
  options: {
    experts: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '30' },
    json: { type: 'boolean' },
  },
});
const count = z.coerce.number().int().positive();
const [experts, rate, seconds] = [values.experts, values.rate, values.seconds].map((text) =>
  count.parse(text),
) as [number, number, number]; // map keeps the length
/** Requests that are not counted: they warm up the server's code and the database's cache. */
const WARM_UP_SECONDS = 5;
/** The limit is measured for this long before the offers, and as long again after them. */
const limitSeconds = Math.min(seconds, 10);

async function bench(): Promise<boolean> {
  // The database is filled behind the server's back, so the product is started again afterwards.
  const before = await start();
  const { url } = await embeddedPostgres(data);
  const store = openStore({ url });
  try {
    const filled = await fill(store, experts).finally(() => before.stop());
    const product = await start();
    return await measure(product, store, filled).finally(() => product.stop());
  } finally {
    await store.close();
  }
}

function start(): Promise<Product> {
  const env = { REM_CONNECTIONS_PER_ADDRESS: '20000', REM_LOG_LEVEL: 'warn' };
  return startProduct({ data, args: ['--no-demo'], env });
}

async function measure(product: Product, store: Store, { service, cookies }: Filled): Promise<boolean> {
  const lost = Promise.withResolvers<never>();
  const run = async (): Promise<boolean> => {
    const desks = await openLines(
      product,
      experts,
      (index) => ({ as: 'desk', cookie: cookies[index] ?? '' }),
      lost.reject,
    );
    const customers = await openLines(
      product,
      Math.max(20, rate * 2),
      () => ({ as: 'customer' }),
      lost.reject,
    );
    const limit = await Limit.prepare(desks, store, service, 2 * rate * limitSeconds);
    for (const desk of desks) await desk.ask({ type: 'expert:state', state: { state: 'available' } });
    const offers = new Offers(service, desks, customers);
    await atRate(rate, WARM_UP_SECONDS, () => offers.next());
    await limit.measure(rate, limitSeconds);
    const took = await atRate(rate, seconds, () => offers.next());
    await limit.measure(rate, limitSeconds);
    await Promise.all([...desks, ...customers].map((line) => line.close()));
    return report(took, limit);
  };
  return Promise.race([run(), lost.promise]);
}

function report(offers: readonly number[], { echoes, commits, sums }: Limit): boolean {
  const figures = {
    ...{ experts, perSecond: rate, offers: offers.length },
    offerMedianMs: median(offers),
    offerP99Ms: quantile(offers, 0.99),
    limitMedianMs: median(sums),
    limitP99Ms: quantile(sums, 0.99),
    transactionMedianMs: median(commits),
    echoMedianMs: median(echoes),
  };
  const ratios = {
    median: figures.offerMedianMs / figures.limitMedianMs,
    p99: figures.offerP99Ms / figures.limitP99Ms,
  };
  return print({ bench: 'offer', figures, ratios, aims: { median: { atMost: 3 }, p99: { atMost: 5 } } });
}

const data = await mkdtemp(join(tmpdir(), 'rem-bench-offer-'));
try {
  process.exitCode = (await bench()) ? 0 : 1;
} finally {
  await rm(data, { recursive: true, force: true });
}
