import { Worker } from 'node:worker_threads';
import { type Command, frameLimit } from '@rem/protocol';
import { openStore } from '@rem/store';
import { until } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCall } from '../testing/call.ts';
import type { FloodResult } from '../testing/flood.ts';
import { type House, openBank, openHouse, openSite, phase, type Site } from '../testing/house.ts';
import { startServerProcess } from '../testing/server-process.ts';
import { newId, TestClient } from '../testing/test-client.ts';

let site: Site;
let house: House;
let other: TestClient;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
beforeEach(async () => {
  house = await openHouse(site);
  other = await house.customer();
  // In a language that no expert of these tests speaks: it waits.
  await house.request(other, { language: 'fr' });
});
afterEach(async () => {
  // Whatever was sent: others did not notice, and their session goes on.
  await other.send({ type: 'session:cancel' });
  await other.latest('session', ({ session }) => phase(session) === 'ended');
  expect(house.log.filter((line) => line.includes('"level":50'))).toEqual([]);
  await house.close();
});

const CUT_OFF = [
  ['text that is not JSON', 'hello?', 4400, 'bad_frame'],
  ['JSON that is no object', '[1,2,3]', 4400, 'bad_frame'],
  ['a frame without a number', '{"type":"session:cancel"}', 4400, 'bad_frame'],
  ['a number that is none', '{"type":"session:cancel","id":"1"}', 4400, 'bad_frame'],
  ['bytes', Buffer.from([0, 1, 2]), 4400, 'bad_frame'],
  ['broken UTF-8 in a string', Buffer.from([0x22, 0xff, 0x22]), 4400, 'bad_frame'],
  [
    '[PRO4] a frame above the limit',
    JSON.stringify({ type: 'x', pad: 'x'.repeat(frameLimit) }),
    4413,
    'too_large',
  ],
] as const;

describe('frames that cannot be read', () => {
  it.each(CUT_OFF)('[LIV3] [LIV9] %s: the connection ends', async (_name, data, close, code) => {
    const client = await house.customer();
    client.raw(typeof data === 'string' ? data : Buffer.from(data));
    expect(await client.gone()).toBe(close);
    expect(client.all('bye').map(({ error }) => error.code)).toEqual([code]);
  });

  it('[LIV9] a frame of a megabyte is cut off by the socket itself', async () => {
    const client = await house.customer();
    client.raw('x'.repeat(1024 * 1024));
    expect([1006, 1009]).toContain(await client.gone());
  });

  it.each([
    ['an unknown type', { type: 'session:steal' }, /^frame\.type: /],
    ['a field that is missing', { type: 'offer:accept' }, /^frame\.offerId: /],
    ['an id that is none', { type: 'offer:accept', offerId: '../../etc/passwd' }, /^frame\.offerId: /],
    [
      'a text that is too long',
      { type: 'chat:send', messageId: newId(), text: 'x'.repeat(2001) },
      /^frame\.text: /,
    ],
    ['a state that is none', { type: 'expert:state', state: { state: 'asleep' } }, /^frame\.state/],
  ])('[LIV3] %s: the reply says so, and the connection goes on', async (_name, frame, detail) => {
    const client = await house.customer();
    const refused = client.send(frame as Command); // wrong on purpose
    await expect(refused).rejects.toMatchObject({ code: 'bad_frame', detail: expect.stringMatching(detail) });
    await house.request(client);
  });

  it('[LIV1] before hello nothing is done', async () => {
    const client = new TestClient(house.client);
    await client.opened();
    client.raw(JSON.stringify({ type: 'session:cancel', id: 1 }));
    expect(await client.gone()).toBe(4400);
    expect(client.all('bye')[0]?.error.code).toBe('hello_expected');
  });

  it('[LIV1] another protocol version is refused', async () => {
    const refused = TestClient.connect(house.client, { as: 'customer', protocol: 2 });
    await expect(refused).rejects.toMatchObject({
      code: 'bad_frame',
      detail: expect.stringMatching(/protocol/),
    });
  });
});

describe('frames at the wrong time or of somebody else', () => {
  it.each<[string, Command, string]>([
    ['cancelling nothing', { type: 'session:cancel' }, 'wrong_state'],
    ['ending nothing', { type: 'session:end' }, 'wrong_state'],
    ['media without a call', { type: 'media:publish', sdp: 'v=0' }, 'wrong_state'],
    ['saying something to nobody', { type: 'chat:send', messageId: newId(), text: 'x' }, 'wrong_state'],
    ['hello again', { type: 'hello', protocol: 1, as: 'customer' }, 'wrong_state'],
    ['what only experts do', { type: 'session:hold', held: true }, 'forbidden'],
  ])('[LIV4] %s is refused', async (_name, command, code) => {
    const client = await house.customer();
    await expect(client.send(command)).rejects.toMatchObject({ code });
  });

  it('[LIV4] an expert’s commands on what is not theirs are refused', async () => {
    const { desk, sessionId } = await startCall(house);
    const second = await house.expert('Emil');
    const offer = desk.all('desk').find((frame) => frame.desk.offer !== null)?.desk.offer?.id ?? '';
    const accept = { type: 'offer:accept', offerId: offer } as const;
    await expect(second.desk.send(accept)).rejects.toMatchObject({ code: 'offer_gone' });
    const complete = { type: 'wrapup:complete', sessionId, dispositionId: null, note: '' } as const;
    await expect(second.desk.send(complete)).rejects.toMatchObject({ code: 'wrong_state' });
    await expect(desk.send(complete)).rejects.toMatchObject({ code: 'wrong_state' });
    await expect(desk.send({ ...accept, offerId: newId() })).rejects.toMatchObject({ code: 'offer_gone' });
    const end = { type: 'session:end' } as const;
    await expect(second.desk.send(end)).rejects.toMatchObject({ code: 'wrong_state' });
  });

  it('[LIV6] a ticket that is not one is refused, whatever is wrong with it', async () => {
    const { sessionId, ticket } = await startCall(house);
    const code = ticket.slice(sessionId.length);
    for (const forged of [`${sessionId}.AAAA`, `${newId()}${code}`, sessionId, '', 'x'.repeat(200)]) {
      await expect(house.customer({ ticket: forged })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('[LIV6] the number of somebody else’s session opens nothing', async () => {
    const { sessionId } = await startCall(house);
    const stranger = await house.customer({ after: { sessionId, no: 0 } });
    expect((await stranger.frame('session')).session).toBeNull();
    await house.request(stranger);
    await stranger.frame('entry');
    expect(stranger.all('entry').filter(({ entry }) => entry.sessionId === sessionId)).toEqual([]);
  });

  it('[LIV4] a media description that is none is refused, and the next one is taken', async () => {
    const { customer } = await startCall(house);
    const bad = customer.send({ type: 'media:publish', sdp: 'not a description' });
    await expect(bad).rejects.toMatchObject({ code: 'invalid_sdp' });
    await customer.send({ type: 'media:publish', sdp: 'v=0' });
  });

  it('[LIV2] a page of another host is not let in', async () => {
    const headers = { origin: 'https://evil.example' };
    const client = new TestClient({ ...house.client, headers });
    expect(await client.gone()).toBe(1006);
    const own = { origin: `https://localhost:${house.client.port}` };
    const good = await TestClient.connect({ ...house.client, headers: own }, { as: 'customer' });
    await good.close();
  });
});

describe('too much', () => {
  it('[LIV9] a thousand frames a second end the connection', async () => {
    const client = await house.customer();
    for (let id = 1; id <= 1_000; id += 1) client.raw(JSON.stringify({ type: 'session:cancel', id }));
    expect(await client.gone()).toBe(4429);
    expect(client.all('bye')[0]?.error.code).toBe('rate_limited');
    expect(client.all('reply').length).toBeLessThanOrEqual(201);
  });

  it('[LIV9] a page may send its candidates in one burst', async () => {
    const { customer } = await startCall(house);
    const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0' };
    const burst = Array.from({ length: 100 }, () =>
      customer.send({ type: 'media:candidate', link: 'publish', candidate }),
    );
    await Promise.all(burst);
  });

  it('[LIV10] connections beyond an address’s share are told so', async () => {
    const few = await openHouse(site, { connectionsPerAddress: 3 });
    const clients = await Promise.all([few.customer(), few.customer(), few.customer()]);
    await expect(few.customer()).rejects.toThrow('closed with 4429');
    await clients[0].close();
    await until(() => few.server.gateway.size === 2);
    await few.customer();
    await few.close();
  });
});

describe('5,000 connections at once from one address', () => {
  it('[LIV10] get their share or are cut off, and others do not notice', async () => {
    const url = await site.postgres.createDatabase();
    const store = openStore({ url, poolSize: 1 });
    const bank = await openBank(store);
    const server = await startServerProcess(site, url);
    const client = { port: server.port, ca: site.ca };
    const customer = await TestClient.connect(client, { as: 'customer' });
    const quiet = await turn(customer, bank.service.id);
    const flood = new Worker(new URL('../testing/flood.ts', import.meta.url), {
      workerData: { ...client, from: '127.0.0.2', connections: 5_000 },
    });
    try {
      const { promise, resolve, reject } = Promise.withResolvers<FloodResult>();
      flood.once('message', resolve);
      flood.once('error', reject);
      // Meanwhile somebody from elsewhere works.
      let done = false;
      void promise.finally(() => {
        done = true;
      });
      const took: number[] = [];
      while (!done) took.push(await turn(customer, bank.service.id));
      const { open, told, cut } = await promise;
      expect(open).toBeLessThanOrEqual(300);
      // Where the machine is busy, some come too late with their hello.
      expect(Object.keys(told).filter((code) => code !== '4429' && code !== '4400')).toEqual([]);
      expect(open + cut + Object.values(told).reduce((sum, each) => sum + each, 0)).toBe(5_000);
      expect(cut).toBeGreaterThan(3_000);
      expect(customer.closed).toBeNull();
      // Two heartbeats: what a page takes for a lost line.
      expect(Math.max(...took)).toBeLessThan(Math.max(4_000, 20 * quiet));
      const late = await TestClient.connect(client, { as: 'customer' });
      await late.close();
    } finally {
      await flood.terminate();
      customer.cut();
      await server.process.stop();
      await store.close();
      await site.postgres.dropDatabase(url);
    }
  }, 180_000);
});

/** A customer asks and gives up, within the frame rate of a page. @returns how long the server took, ms */
async function turn(customer: TestClient, serviceId: string): Promise<number> {
  const began = performance.now();
  const reply = await customer.send({
    ...{ type: 'session:request', requestId: newId(), serviceId, language: 'en' },
    consents: { terms: true, recording: false },
  });
  expect(reply).toHaveProperty('ticket');
  await customer.send({ type: 'session:cancel' });
  const took = performance.now() - began;
  await customer.latest('session', ({ session }) => phase(session) === 'ended');
  await until(() => performance.now() - began > 100);
  return took;
}
