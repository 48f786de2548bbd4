/**
 * Customer's request → offer at the expert's socket, with many desks connected. The limit, measured in the same run
 * and at the same rate: one transaction of the same shape on the same database, plus one echo through the same
 * listener.
 *
 * `--experts N` (1000), `--rate PER_SECOND` (50), `--seconds S` (30)
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Change,
  type Decision,
  newExpert,
  offerSession,
  requestSession,
  setExpertState,
} from '@rem/domain';
import { embeddedPostgres } from '@rem/host';
import { type Service, service as serviceSchema } from '@rem/protocol';
import { openStore, type Store } from '@rem/store';
import { until } from '@rem/testkit';
import { startProduct } from '../e2e/support/product.ts';
import { type Line, openLines } from './support/lines.ts';
import { median, print, quantile } from './support/report.ts';

const { values } = parseArgs({
  options: {
    experts: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '30' },
    json: { type: 'boolean' },
  },
  strict: false,
});
const experts = Number(values.experts);
const rate = Number(values.rate);
const seconds = Number(values.seconds);
const audit = { actor: { kind: 'system', id: null, name: 'bench' }, address: null } as const;

const data = await mkdtemp(join(tmpdir(), 'rem-bench-offer-'));
const start = () =>
  startProduct({
    data,
    args: ['--no-demo'],
    env: { REM_CONNECTIONS_PER_ADDRESS: '20000', REM_LOG_LEVEL: 'warn' },
  });
// Filled behind the server's back, so it is started again afterwards.
const before = await start();
const { url } = await embeddedPostgres(data);
const filled = await withStore(people);
await before.stop();
const product = await start();
try {
  process.exitCode = (await withStore((store) => measure(store, filled))) ? 0 : 1;
} finally {
  await product.stop();
  await rm(data, { recursive: true, force: true });
}

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ url });
  return work(store).finally(() => store.close());
}

async function measure(
  store: Store,
  { service, cookies }: Awaited<ReturnType<typeof people>>,
): Promise<boolean> {
  const desks = await openLines(product, experts, (index) => ({ as: 'desk', ...cookieOf(cookies[index]) }));
  const customers = await openLines(product, Math.max(20, rate * 2), () => ({ as: 'customer' }));
  await makeAvailable(desks);
  const echoes = await atRate(rate, Math.min(seconds, 10), (done) => echo(desks, done));
  const changes = await equalChanges(store, service, rate * Math.min(seconds, 10));
  const commits = await atRate(rate, Math.min(seconds, 10), (done) => commitNext(store, changes, done));
  const limits = echoes.map((each, index) => each + (commits[index] ?? median(commits)));
  const offers = await offersAtRate(service, desks, customers);
  for (const line of [...desks, ...customers]) line.close();
  const figures = {
    experts,
    perSecond: rate,
    offers: offers.length,
    offerMedianMs: median(offers),
    offerP99Ms: quantile(offers, 0.99),
    limitMedianMs: median(limits),
    limitP99Ms: quantile(limits, 0.99),
    transactionMedianMs: median(commits),
    echoMedianMs: median(echoes),
  };
  const ratios = {
    median: figures.offerMedianMs / figures.limitMedianMs,
    p99: figures.offerP99Ms / figures.limitP99Ms,
  };
  return print({ bench: 'offer', figures, ratios, aims: { median: { atMost: 3 }, p99: { atMost: 5 } } });
}

const cookieOf = (cookie: string | undefined) => (cookie === undefined ? {} : { cookie });

/** One service, and experts who are signed in already: their passwords are not what is measured. */
async function people(store: Store): Promise<{ service: Service; cookies: string[] }> {
  const fields = serviceSchema.omit({ id: true, version: true }).parse({ name: { en: 'Bench' } });
  const service = await store.directory.create('services', fields, audit);
  const cookies: string[] = [];
  for (let index = 0; index < experts; index += 1) {
    const person = await store.people.create(
      {
        fields: {
          ...{ signInName: `bench-${index}`, name: `Expert ${index}`, title: '', picture: null },
          ...{ roles: ['expert'], languages: ['en'], skills: {}, active: true },
        },
        passwordHash: 'no password',
      },
      audit,
    );
    const token = randomBytes(32).toString('base64url');
    await store.logins.create({
      tokenHash: createHash('sha256').update(token).digest('hex'),
      accountId: person.id,
      address: '127.0.0.1',
      userAgent: 'bench',
      expiresAt: Date.now() + 3_600_000,
    });
    cookies.push(`__Host-rem-session=${token}`);
  }
  return { service, cookies };
}

async function makeAvailable(desks: readonly Line[]): Promise<void> {
  let available = 0;
  for (const desk of desks) {
    desk.onFrame = (frame) => {
      if (frame.type === 'reply' && frame.id === 1 && frame.ok) available += 1;
    };
    desk.send({ type: 'expert:state', id: 1, state: { state: 'available' } });
  }
  await until(() => available === desks.length, { timeoutMs: 60_000 });
}

/** Starts `act` `perSecond` times a second for `length` seconds and gathers the ms that each reports. */
async function atRate(
  perSecond: number,
  length: number,
  act: (done: (ms: number) => void) => void,
): Promise<number[]> {
  const took: number[] = [];
  const count = perSecond * length;
  const begun = performance.now();
  for (let index = 0; index < count; index += 1) {
    const due = begun + (index * 1000) / perSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    act((ms) => took.push(ms));
  }
  await until(() => took.length >= count, {
    timeoutMs: 30_000,
    what: () => `${took.length} of ${count} answers`,
  });
  return took;
}

let commandId = 10;

/** A command that changes nothing: through TLS, WebSocket, parsing and back. */
function echo(desks: readonly Line[], done: (ms: number) => void): void {
  const desk = desks[commandId % desks.length];
  if (!desk) return;
  const id = commandId++;
  const begun = performance.now();
  desk.onFrame = (frame) => {
    if (frame.type === 'reply' && frame.id === id) done(performance.now() - begun);
  };
  desk.send({ type: 'expert:state', id, state: { state: 'available' } });
}

/** What an offer commits, for sessions and experts that the server knows nothing of; made ready beforehand. */
async function equalChanges(store: Store, service: Service, count: number): Promise<Change[]> {
  const changes: Change[] = [];
  for (let index = 0; index < count; index += 1) changes.push(await prepared(store, service));
  return changes;
}

function commitNext(store: Store, changes: Change[], done: (ms: number) => void): void {
  const change = changes.pop();
  if (!change) throw new Error('not enough changes were made ready');
  const begun = performance.now();
  void store.commit(change).then(() => done(performance.now() - begun));
}

async function prepared(store: Store, service: Service): Promise<Change> {
  const now = Date.now();
  const id = randomUUID();
  const request = wish(service.id);
  const asked = requestSession({ id, request, service, now });
  const person = await store.people.create(
    {
      fields: {
        ...{ signInName: `limit-${commandId++}`, name: 'Limit', title: '', picture: null, roles: ['expert'] },
        ...{ languages: [], skills: {}, active: false },
      },
      passwordHash: 'no password',
    },
    audit,
  );
  const fresh = {
    ...newExpert(person.id, now),
    absentSince: null,
    state: 'away',
    reason: 'signed_in',
  } as const;
  await store.commit({ ...asked, experts: [fresh] }, { requestId: request.requestId });
  const ready = setExpertState({ expert: fresh, wanted: { state: 'available' }, now });
  const expert = ready?.experts[0];
  const session = asked.sessions[0];
  if (!ready || !expert || !session) throw new Error('the domain refused');
  await store.commit(ready);
  const decision: Decision = {
    ...{ id: randomUUID(), sessionId: id, sessionVersion: 1, expertId: expert.id, expertVersion: 2, at: now },
    ...{ strategy: 'longest_idle', waitedMs: 0, counts: { chosen: 1 } },
    candidates: [{ expertId: expert.id, verdict: 'chosen', idleMs: 0 }],
  };
  return offerSession({ session, expert, decision, offerId: randomUUID(), service, now });
}

function wish(serviceId: string) {
  return {
    ...{
      requestId: randomUUID(),
      serviceId,
      branchId: null,
      kioskId: null,
      language: 'en',
      customerName: null,
    },
    consents: { terms: true, recording: false },
  } as const;
}

/** Customers ask, desks ring, customers give up: every round is a new session. */
async function offersAtRate(
  service: Service,
  desks: readonly Line[],
  customers: readonly Line[],
): Promise<number[]> {
  const free = [...customers];
  const asked = new Map<string, { begun: number; done: (ms: number) => void }>();
  const rang = new Map<string, number>();
  const settle = (sessionId: string) => {
    const request = asked.get(sessionId);
    const at = rang.get(sessionId);
    if (!request || at === undefined) return;
    asked.delete(sessionId);
    rang.delete(sessionId);
    request.done(at - request.begun);
  };
  for (const desk of desks) {
    desk.onFrame = (frame) => {
      if (frame.type !== 'desk' || !frame.desk.offer || rang.has(frame.desk.offer.sessionId)) return;
      rang.set(frame.desk.offer.sessionId, performance.now());
      settle(frame.desk.offer.sessionId);
    };
  }
  return atRate(rate, seconds, (done) => {
    const customer = free.shift();
    if (!customer) throw new Error('every customer is waiting: the server does not keep up');
    const id = commandId++;
    const begun = performance.now();
    let sessionId: string | undefined;
    customer.onFrame = (frame) => {
      if (frame.type !== 'reply') return;
      if (!frame.ok) throw new Error(`refused: ${frame.error.code}`);
      if (frame.id === id) {
        sessionId = (frame.data as { sessionId: string }).sessionId; // the reply's schema is the protocol's own
        asked.set(sessionId, {
          begun,
          done: (ms) => {
            done(ms);
            customer.send({ type: 'session:cancel', id: id + 1_000_000 });
          },
        });
        settle(sessionId);
      } else if (frame.id === id + 1_000_000) free.push(customer);
    };
    customer.send({ type: 'session:request', id, ...wish(service.id) });
  });
}
