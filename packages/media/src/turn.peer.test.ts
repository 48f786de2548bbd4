import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@rem/kit';
import { flows } from '@rem/ports';
import {
  type Browser,
  type BrowserContext,
  dropUdp,
  launchChromium,
  PRIVATE_ADDRESS,
  PRIVATE_PEER_ADDRESS,
  portAnswers,
  setUpPrivateNetwork,
  startProcess,
  type TestProcess,
  until,
} from '@rem/testkit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runEngineProcess } from './embedded/process/mod.ts';
import { createEmbeddedEngine, type IceServer, type MediaEngine, turnCredentials } from './mod.ts';
import { BareCaller, type BarePageServer, serveBarePage } from './testing/mod.ts';

const SECRET = 'a secret between the server and the relay';
/** Ports apart from those the browser takes by itself, so that rules can tell the three from each other. */
const ENGINE_PORTS = [20_000, 20_063] as const;
const RELAY_PORTS = [61_000, 61_063] as const;
const BROWSER_PORTS = [32_768, 60_999] as const;

const silent = { debug() {}, info() {}, warn() {}, error() {} };

let folder: string;
let relay: TestProcess;
let browser: Browser;
let pages: BarePageServer;
let engine: MediaEngine;
let contexts: BrowserContext[] = [];
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  await setUpPrivateNetwork();
  folder = await mkdtemp(join(tmpdir(), 'rem-turn-'));
  relay = startProcess('turnserver', [
    ...['-n', '--listening-ip', PRIVATE_PEER_ADDRESS, '--listening-port', String(flows.turn.port)],
    ...[
      '--relay-ip',
      PRIVATE_PEER_ADDRESS,
      '--min-port',
      String(RELAY_PORTS[0]),
      '--max-port',
      String(RELAY_PORTS[1]),
    ],
    ...['--use-auth-secret', '--static-auth-secret', SECRET, '--realm', 'rem', '--fingerprint'],
    ...['--no-tls', '--no-dtls', '--no-cli', '--log-file', 'stdout', '--simple-log'],
    ...['--pidfile', join(folder, 'turn.pid'), '--userdb', join(folder, 'turn.db')],
  ]);
  closing.push(
    () => rm(folder, { recursive: true }),
    () => relay.stop(),
  );
  const socketPath = join(folder, 'engine.sock');
  const running = await runEngineProcess({
    socketPath,
    address: PRIVATE_ADDRESS,
    ports: ENGINE_PORTS,
    logger: silent,
  });
  engine = createEmbeddedEngine({ socketPath });
  engine.start();
  [browser, pages] = await Promise.all([launchChromium(), serveBarePage()]);
  closing.push(
    () => running.close(),
    () => engine.close(),
    () => pages.close(),
    () => browser.close(),
  );
  await until(() => engine.ready);
  await until(() => portAnswers(flows.turn.port, PRIVATE_PEER_ADDRESS), {
    what: () => `coturn: ${relay.tail}`,
  });
});

afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
});

afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const URLS = [`turn:${PRIVATE_PEER_ADDRESS}:${flows.turn.port}?transport=udp`];

function credentials(name: string, clock: Clock = systemClock, secret = SECRET): IceServer[] {
  return turnCredentials({ secret, urls: URLS, ttlSeconds: 60, name }, clock);
}

async function caller(participantId: string, iceServers: IceServer[]): Promise<BareCaller> {
  const context = await browser.newContext();
  contexts.push(context);
  const one = new BareCaller(
    await context.newPage(),
    engine,
    { roomId: 'relayed', participantId },
    { iceServers },
  );
  await one.open(pages.url);
  return one;
}

test('[MED21] where the direct path is blocked the call goes through the relay, with our credentials', async () => {
  const allowUp = await dropUdp({ fromPorts: BROWSER_PORTS, toPorts: ENGINE_PORTS });
  const allowDown = await dropUdp({ fromPorts: ENGINE_PORTS, toPorts: BROWSER_PORTS });
  try {
    const ann = await caller('ann', credentials('ann'));
    const bob = await caller('bob', credentials('bob'));
    await engine.createRoom('relayed');
    await Promise.all([ann.join(), bob.join()]);
    await until(async () => ((await ann.received()).bob?.framesDecoded ?? 0) > 10, { timeoutMs: 20_000 });
    await until(async () => ((await bob.received()).ann?.framesDecoded ?? 0) > 10, { timeoutMs: 20_000 });
    for (const one of [ann, bob]) {
      expect((await one.path('publish'))?.local).toBe('relay');
      expect((await one.path('subscribe'))?.local).toBe('relay');
      one.close();
    }
  } finally {
    await allowUp();
    await allowDown();
    await engine.closeRoom('relayed');
  }
});

test('[MED22] the relay refuses credentials that are expired or made with another secret', async () => {
  const yesterday: Clock = { ...systemClock, now: () => Date.now() - 86_400_000 };
  const good = await caller('good', credentials('good'));
  const late = await caller('late', credentials('late', yesterday));
  const forged = await caller('forged', credentials('forged', systemClock, 'a guess'));
  expect((await good.relays()).candidates).toBeGreaterThan(0);
  for (const refused of [late, forged]) {
    const { candidates, errors } = await refused.relays();
    expect(candidates).toBe(0);
    expect(errors).toContain(401);
  }
  for (const one of [good, late, forged]) one.close();
});
