import { openStore } from '@rem/store';
import { until } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCall } from '../testing/call.ts';
import { type House, openHouse, openSite, phase, type Site } from '../testing/house.ts';
import { newId, TestClient } from '../testing/test-client.ts';

let site: Site;
let house: House;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
beforeEach(async () => {
  house = await openHouse(site);
});
afterEach(() => house.close());

const world = () => house.server.resc.world;

async function say(from: TestClient, texts: readonly string[]): Promise<void> {
  for (const text of texts) await from.send({ type: 'chat:send', messageId: newId(), text });
}

describe('a line that was cut', () => {
  it('[LIV5] is resumed with no entry lost and none twice', async () => {
    const { customer, desk, sessionId, ticket } = await startCall(house);
    await say(desk, ['one', 'two']);
    await customer.frame(
      'entry',
      ({ entry }) => entry.what.type === 'chat:message' && entry.what.text === 'two',
    );
    const seen = customer.entryNumbers;
    customer.cut();
    await say(desk, ['three']);
    const [saying, again] = await Promise.all([
      say(desk, ['four', 'five']),
      house.customer({ ticket, after: { sessionId, no: seen.at(-1) ?? 0 } }),
    ]);
    expect(saying).toBeUndefined();
    await say(desk, ['six']);
    await again.frame(
      'entry',
      ({ entry }) => entry.what.type === 'chat:message' && entry.what.text === 'six',
    );
    const numbers = [...seen, ...again.entryNumbers];
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    const stored = await house.bank.store.entriesAfter(sessionId, 0);
    const texts = (client: TestClient) =>
      client
        .all('entry')
        .flatMap(({ entry }) => (entry.what.type === 'chat:message' ? [entry.what.text] : []));
    expect([...texts(customer), ...texts(again)]).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
    expect(stored.map(({ no }) => no)).toEqual(stored.map((_, index) => index + 1));
  });

  it('[SES10] a customer who loads the page again is back in the same call, with all of its entries', async () => {
    const { customer, sessionId, ticket, desk } = await startCall(house);
    await say(customer, ['before']);
    customer.cut();
    await desk.latest(
      'desk',
      ({ desk: { session } }) => session?.phase.state === 'active' && session.phase.absent.customer !== null,
    );
    const again = await house.customer({ ticket });
    const { session } = await again.latest('session', (frame) => phase(frame.session) === 'active');
    expect(session?.id).toBe(sessionId);
    await again.frame('media:start');
    await desk.latest(
      'desk',
      ({ desk: { session: each } }) => each?.phase.state === 'active' && each.phase.absent.customer === null,
    );
    await again.frame('entry', ({ entry }) => entry.what.type === 'chat:message');
    expect(again.happenings[0]).toBe('session:requested');
    house.clock.skip(60_000);
    expect(world().sessions.get(sessionId)?.state).toBe('active');
  });

  it('[SES11] [RTE1] an expert who is lost sends the customer back before those who came later', async () => {
    const { desk, sessionId, expertId } = await startCall(house);
    const later = await house.customer();
    await house.request(later);
    desk.cut();
    await until(() => world().expert(expertId)?.absentSince != null);
    house.clock.skip(30_000);
    await until(() => world().sessions.get(sessionId)?.state === 'waiting');
    expect(world().expert(expertId)?.state).toBe('offline');
    const other = await house.expert('Emil');
    const { desk: view } = await other.desk.latest('desk', (frame) => frame.desk.offer !== null);
    expect(view.offer?.sessionId).toBe(sessionId);
  });

  it('[EXP1] [EXP5] an idle expert keeps their state over a reload and is offline after the grace', async () => {
    const { id, desk } = await house.expert('Erika');
    desk.cut();
    await until(() => world().expert(id)?.absentSince != null);
    const customer = await house.customer();
    await house.request(customer);
    expect(world().expert(id)?.state).toBe('available');
    const again = await house.desk(id);
    await again.latest('desk', (frame) => frame.desk.offer !== null);
    await customer.send({ type: 'session:cancel' });
    again.cut();
    await until(() => world().expert(id)?.absentSince != null);
    house.clock.skip(30_000);
    await until(() => world().expert(id)?.state === 'offline');
  });

  it('[LIV5] a desk that resumes in a call gets what it missed', async () => {
    const { customer, desk, expertId, sessionId } = await startCall(house);
    await say(customer, ['one']);
    await desk.frame('entry', ({ entry }) => entry.what.type === 'chat:message');
    const after = { sessionId, no: Math.max(...desk.entryNumbers) };
    desk.cut();
    await say(customer, ['two']);
    const again = await house.desk(expertId, { after });
    await again.frame('entry', ({ entry }) => entry.what.type === 'chat:message');
    expect(Math.min(...again.entryNumbers)).toBe(after.no + 1);
  });
});

describe('several connections', () => {
  it('[LIV7] a second desk replaces the first, and the expert was never absent', async () => {
    const { id, desk } = await house.expert('Erika');
    const second = await house.desk(id);
    expect(await desk.gone()).toBe(4409);
    expect(desk.all('bye').map(({ error }) => error.code)).toEqual(['replaced']);
    await second.latest('desk', (frame) => frame.desk.expert.state === 'available');
    const customer = await house.customer();
    await house.request(customer);
    await second.latest('desk', (frame) => frame.desk.offer !== null);
    expect(world().expert(id)?.absentSince).toBeNull();
  });

  it('[LIV7] a customer is absent when the last of their pages is closed', async () => {
    const first = await house.customer();
    const { sessionId, ticket } = await house.request(first);
    const second = await house.customer({ ticket });
    await second.latest('session', (frame) => phase(frame.session) === 'waiting');
    await first.close();
    await say(second, ['x']).catch(() => {}); // refused while waiting; it only shows that the close was seen
    expect(world().sessions.get(sessionId)?.absent.customer).toBeNull();
    second.cut();
    await until(() => world().sessions.get(sessionId)?.absent.customer != null);
  });
});

describe('life signs', () => {
  it('[LIV8] a client that answers no ping is cut off, another is not', async () => {
    const silent = await house.customer();
    silent.answers = false;
    const lively = await house.customer();
    await until(
      () => {
        house.clock.skip(200);
        return silent.closed !== null;
      },
      { everyMs: 20, timeoutMs: 20_000 },
    );
    expect(silent.all('ping')).toHaveLength(3);
    expect(lively.closed).toBeNull();
  });

  it('[LIV1] who says no hello in time is told so', async () => {
    const customer = await house.customer();
    const mute = new TestClient(house.client);
    await mute.opened();
    await until(() => house.server.gateway.size === 2);
    house.clock.skip(5_000);
    expect(await mute.gone()).toBe(4400);
    expect(mute.all('bye')[0]?.error.code).toBe('hello_expected');
    expect(customer.closed).toBeNull();
  });

  it('[LIV2] who signs out, or may no longer work here, is cut off', async () => {
    const { id, desk } = await house.expert('Erika');
    await house.bank.store.logins.removeAllOf(id);
    house.server.bus.publish({ topic: 'directory', kind: 'people', id });
    expect(await desk.gone()).toBe(4401);
    const supervisor = await house.bank.person('Sophie', ['supervisor']);
    const console = await house.console(supervisor);
    await house.bank.store.logins.removeAllOf(supervisor);
    house.clock.skip(60_000);
    expect(await console.gone()).toBe(4401);
  });

  it('[LIV11] a server that stops sends everybody away and leaves the session as it is', async () => {
    const { customer, desk, sessionId } = await startCall(house);
    await house.server.close();
    expect(await customer.gone()).toBe(4503);
    expect(await desk.gone()).toBe(4503);
    expect(desk.all('bye')[0]?.error.code).toBe('draining');
    const after = openStore({ url: house.url });
    expect((await after.session(sessionId))?.state).toBe('active');
    await after.close();
    expect(house.engine.asked).not.toContain(`close ${sessionId}`);
  });
});
