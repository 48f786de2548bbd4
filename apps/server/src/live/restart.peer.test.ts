import { randomUUID } from 'node:crypto';
import { openStore, type Store } from '@rem/store';
import { startNode, until } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bank, openBank, openSite, phase, type Site } from '../testing/house.ts';
import { environmentOf, type ServerProcess, startServerProcess } from '../testing/server-process.ts';
import { newId, TestClient } from '../testing/test-client.ts';

let site: Site;
let url: string;
let store: Store;
let bank: Bank;
let server: ServerProcess;
/** How long the first start took, ms. */
let startMs: number;
const clients = new Set<TestClient>();

beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
beforeEach(async () => {
  url = await site.postgres.createDatabase();
  store = openStore({ url, poolSize: 2 });
  bank = await openBank(store);
  const began = performance.now();
  server = await startServerProcess(site, url);
  startMs = performance.now() - began;
});
afterEach(async () => {
  for (const client of clients) client.cut();
  clients.clear();
  await server.process.stop();
  await store.close();
  await site.postgres.dropDatabase(url);
});

interface Resumed {
  readonly ticket?: string;
  readonly after?: { readonly sessionId: string; readonly no: number };
}

async function connect(as: 'customer' | 'desk', hello: Resumed = {}, expertId?: string): Promise<TestClient> {
  const cookie = expertId === undefined ? {} : { cookie: await bank.cookie(expertId) };
  const client = await TestClient.connect({ port: server.port, ca: site.ca, ...cookie }, { as, ...hello });
  clients.add(client);
  return client;
}

async function request(customer: TestClient): Promise<{ sessionId: string; ticket: string }> {
  const reply = await customer.send({
    ...{ type: 'session:request', requestId: randomUUID(), serviceId: bank.service.id, language: 'en' },
    consents: { terms: true, recording: false },
  });
  return reply as { sessionId: string; ticket: string }; // the reply of this very command
}

/** An expert at their desk, made before the server began, so that it knows them. */
async function available(expertId: string): Promise<TestClient> {
  const desk = await connect('desk', {}, expertId);
  await desk.send({ type: 'expert:state', state: { state: 'available' } });
  return desk;
}

const offered = async (desk: TestClient): Promise<string> => {
  const { desk: view } = await desk.latest('desk', (frame) => frame.desk.offer !== null);
  return view.offer?.id ?? '';
};

async function inCall(expertId: string) {
  const desk = await available(expertId);
  const customer = await connect('customer');
  const { sessionId, ticket } = await request(customer);
  await desk.send({ type: 'offer:accept', offerId: await offered(desk) });
  await customer.latest('session', ({ session }) => phase(session) === 'connecting');
  await customer.send({ type: 'media:ready' });
  await desk.latest('desk', ({ desk: { session } }) => phase(session) === 'connecting');
  await desk.send({ type: 'media:ready' });
  await desk.latest('desk', ({ desk: { session } }) => phase(session) === 'active');
  return { desk, customer, sessionId, ticket };
}

/** Sends messages until the line breaks. @returns the ids of those that were acknowledged */
async function chatter(client: TestClient): Promise<string[]> {
  const acknowledged: string[] = [];
  while (client.closed === null) {
    const messageId = newId();
    try {
      await client.send({ type: 'chat:send', messageId, text: 'x' });
    } catch {
      break;
    }
    acknowledged.push(messageId);
  }
  return acknowledged;
}

async function peopleBefore(names: readonly string[]): Promise<string[]> {
  const ids = [];
  for (const name of names) ids.push(await bank.person(name));
  // The server reads the directory when it starts, or when it is told: these were made behind its back.
  await server.process.kill();
  server = await startServerProcess(site, url, server.port);
  return ids;
}

describe('the server killed by -9', () => {
  it('[LIV16] goes on with who waits, who is being offered and who talks; nothing acknowledged is lost', async () => {
    const [first = '', second = ''] = await peopleBefore(['Erika', 'Emil']);
    const call = await inCall(first);
    const desk = await available(second);
    const ringing = await connect('customer');
    const asked = await request(ringing);
    const offerId = await offered(desk);
    const waiting = await connect('customer');
    const last = await request(waiting);
    const talk = chatter(call.customer);
    await call.desk.frame('entry', ({ entry }) => entry.no >= 20);
    const killedAt = performance.now();
    await server.process.kill();
    const acknowledged = await talk;
    server = await startServerProcess(site, url, server.port);

    const after = { sessionId: call.sessionId, no: Math.max(...call.customer.entryNumbers) };
    const customer = await connect('customer', { ticket: call.ticket, after });
    const caller = await connect('desk', {}, first);
    await customer.latest('session', ({ session }) => phase(session) === 'active');
    await customer.send({ type: 'chat:send', messageId: newId(), text: 'still there' });
    // On a machine that is busy with other things a start alone takes longer than that.
    expect(performance.now() - killedAt).toBeLessThan(Math.max(5_000, 2 * startMs));
    await caller.frame(
      'entry',
      ({ entry }) => entry.what.type === 'chat:message' && entry.what.text === 'still there',
    );
    const numbers = [...call.customer.entryNumbers, ...customer.entryNumbers];
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    const stored = await store.entriesAfter(call.sessionId, 0);
    const messages = stored.flatMap(({ what }) => (what.type === 'chat:message' ? [what.messageId] : []));
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((id) => !messages.includes(id))).toEqual([]);

    const rung = await connect('customer', { ticket: asked.ticket });
    const answering = await connect('desk', {}, second);
    expect(await offered(answering)).toBe(offerId);
    await answering.send({ type: 'offer:accept', offerId });
    await rung.latest('session', ({ session }) => phase(session) === 'connecting');

    const still = await connect('customer', { ticket: last.ticket });
    const { session } = await still.latest('session', (frame) => phase(frame.session) === 'waiting');
    expect(session).toMatchObject({ id: last.sessionId, phase: { position: 1 } });
  });

  it('[LIV16] never loses a request that it acknowledged, and never makes two of one', async () => {
    const wishes = Array.from({ length: 40 }, () => randomUUID());
    const asked = new Map<string, string>();
    const ask = async (requestId: string): Promise<void> => {
      const customer = await connect('customer');
      const reply = await customer.send({
        ...{ type: 'session:request', requestId, serviceId: bank.service.id, language: 'en' },
        consents: { terms: true, recording: false },
      });
      asked.set(requestId, (reply as { sessionId: string }).sessionId); // the reply of this very command
    };
    const asking = Promise.allSettled(wishes.map(ask));
    await until(() => asked.size >= 5);
    await server.process.kill();
    await asking;
    const before = new Map(asked);
    server = await startServerProcess(site, url, server.port);
    await Promise.all(wishes.map(ask));
    for (const [requestId, sessionId] of before) expect(asked.get(requestId)).toBe(sessionId);
    expect(new Set(asked.values()).size).toBe(wishes.length);
    expect((await store.world()).sessions).toHaveLength(wishes.length);
  });
});

describe('the database killed by -9', () => {
  it('[LIV17] is met with "unavailable" and goes on when it is back, with nothing acknowledged lost', async () => {
    const [expertId = ''] = await peopleBefore(['Erika']);
    const call = await inCall(expertId);
    const waiting = await connect('customer');
    const { sessionId } = await request(waiting);
    const talk = chatter(call.desk);
    await call.customer.frame('entry', ({ entry }) => entry.no >= 10);
    await site.postgres.kill9();
    const acknowledged = await talk;
    await expect(
      call.customer.send({ type: 'chat:send', messageId: newId(), text: 'x' }),
    ).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect(call.customer.closed).toBeNull();

    await site.postgres.restart();
    const back = performance.now();
    const messageId = newId();
    await until(
      async () => {
        await call.customer.send({ type: 'chat:send', messageId, text: 'again' });
        return true;
      },
      { timeoutMs: 10_000 },
    );
    expect(performance.now() - back).toBeLessThan(10_000);
    await call.desk.frame(
      'entry',
      ({ entry }) => entry.what.type === 'chat:message' && entry.what.messageId === messageId,
    );
    const stored = await store.entriesAfter(call.sessionId, 0);
    const messages = stored.flatMap(({ what }) => (what.type === 'chat:message' ? [what.messageId] : []));
    expect(acknowledged.filter((id) => !messages.includes(id))).toEqual([]);
    expect(stored.map(({ no }) => no)).toEqual(stored.map((_, index) => index + 1));

    await call.desk.send({ type: 'session:end' });
    await call.desk.latest('desk', ({ desk }) => desk.expert.state === 'wrap_up');
    await call.desk.send({
      type: 'wrapup:complete',
      sessionId: call.sessionId,
      dispositionId: null,
      note: '',
    });
    const { desk } = await call.desk.latest('desk', (frame) => frame.desk.offer?.sessionId === sessionId);
    expect(desk.expert.state).toBe('offered');
  });
});

describe('the process', () => {
  it('[LIV11] ends by itself on SIGTERM, and its clients are told', async () => {
    const customer = await connect('customer');
    await request(customer);
    const exit = await server.process.stop();
    expect(exit.code).toBe(0);
    expect(await customer.gone()).toBe(4503);
  });

  it('says in a sentence what is wrong with its settings, and ends with 2', async () => {
    const process = startNode(new URL('../main.ts', import.meta.url).pathname, [], {
      env: { ...environmentOf(site, url), REM_PORT: 'eighty' },
    });
    expect((await process.exited).code).toBe(2);
    expect(process.lines).toEqual(['server: REM_PORT must be a port number.']);
  });

  it('says when its port is taken or the database cannot be reached, and ends with 1', async () => {
    const main = new URL('../main.ts', import.meta.url).pathname;
    const taken = startNode(main, [], { env: { ...environmentOf(site, url), REM_PORT: `${server.port}` } });
    expect((await taken.exited).code).toBe(1);
    expect(taken.lines.at(-1)).toMatch(/^server: .*EADDRINUSE/);
    const nowhere = { ...environmentOf(site, 'postgresql://nobody@127.0.0.1:1/none'), REM_PORT: '0' };
    const lost = startNode(main, [], { env: nowhere });
    expect((await lost.exited).code).toBe(1);
    expect(lost.lines.at(-1)).toMatch(/^server: .*ECONNREFUSED/);
  });
});
