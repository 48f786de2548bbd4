import { RemError } from '@rem/protocol';
import { until } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCall } from '../testing/call.ts';
import { type House, openHouse, openSite, phase, type Site } from '../testing/house.ts';
import { newId } from '../testing/test-client.ts';

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

describe('a session from request to wrap-up', () => {
  it('[LIV1] [SES1] [SES6] [SES7] [SES8] [EXP6] is led by the frames of both sides', async () => {
    const { customer, desk, sessionId } = await startCall(house);
    await customer.send({ type: 'chat:send', messageId: newId(), text: 'Good morning' });
    await desk.frame('entry', ({ entry }) => entry.what.type === 'chat:message');
    await desk.send({ type: 'session:hold', held: true });
    await customer.latest(
      'session',
      ({ session }) => session?.phase.state === 'active' && session.phase.held,
    );
    expect(house.engine.held.has(sessionId)).toBe(true);
    await desk.send({ type: 'session:hold', held: false });
    await desk.send({ type: 'session:end' });
    const { session } = await customer.latest('session', (frame) => phase(frame.session) === 'ended');
    expect(session?.phase).toMatchObject({ outcome: 'served', reason: 'expert_ended' });
    await customer.frame('media:stop');
    const { desk: view } = await desk.latest('desk', ({ desk: each }) => each.expert.state === 'wrap_up');
    const [disposition] = view.expert.state === 'wrap_up' ? view.expert.dispositions : [];
    await desk.send({
      ...{ type: 'wrapup:complete', sessionId, note: 'all well' },
      dispositionId: disposition?.id ?? null,
    });
    const { desk: free } = await desk.latest('desk', ({ desk: each }) => each.expert.state === 'available');
    expect(free.session).toBeNull();
    await desk.latest('desk', ({ desk: each }) => each.figures.served === 1);
    expect(customer.happenings).toEqual([
      ...['session:requested', 'session:waiting', 'session:accepted', 'session:connected'],
      ...['chat:message', 'session:held', 'session:resumed', 'session:ended'],
    ]);
    expect(house.engine.map.has(sessionId)).toBe(false);
  });

  it('[SES2] shows the expert whom the offer is of and why it is theirs', async () => {
    const { id, desk } = await house.expert('Erika');
    const customer = await house.customer();
    const { sessionId } = await house.request(customer, { customerName: 'Carla' });
    const { desk: view } = await desk.latest('desk', (frame) => frame.desk.offer !== null);
    expect(view.offer).toMatchObject({ sessionId, customerName: 'Carla', language: 'en' });
    expect(view.offer?.why.map(({ code }) => code)).toEqual(['language', 'longest_idle']);
    expect(view.expertId).toBe(id);
    await customer.latest(
      'session',
      ({ session }) => session?.phase.state === 'waiting' && session.phase.ringing,
    );
  });
});

describe('an offer that is not accepted', () => {
  it('[SES4] [RTE6] goes to the next expert when it is declined, and the place is kept', async () => {
    const first = await house.expert('Erika');
    const customer = await house.customer();
    await house.request(customer);
    const { desk: view } = await first.desk.latest('desk', (frame) => frame.desk.offer !== null);
    const second = await house.expert('Emil');
    await first.desk.send({ type: 'offer:decline', offerId: view.offer?.id ?? '', reason: 'busy' });
    await second.desk.latest('desk', (frame) => frame.desk.offer !== null);
    await first.desk.latest('desk', ({ desk }) => desk.expert.state === 'available' && desk.offer === null);
    await first.desk.latest('desk', ({ desk }) => desk.figures.declined === 1);
    await expect(
      first.desk.send({ type: 'offer:accept', offerId: view.offer?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'offer_gone' });
    expect(customer.happenings).not.toContain('session:declined');
  });

  it('[EXP3] [SES4] sets an expert away who lets it pass, and the customer keeps the place', async () => {
    const { desk } = await house.expert('Erika');
    const first = await house.customer();
    await house.request(first);
    await desk.latest('desk', (frame) => frame.desk.offer !== null);
    const second = await house.customer();
    await house.request(second);
    house.clock.skip(20_000);
    const { desk: view } = await desk.latest('desk', (frame) => frame.desk.expert.state === 'away');
    expect(view.expert).toEqual({ state: 'away', reason: 'missed_offer' });
    await desk.send({ type: 'expert:state', state: { state: 'available' } });
    await first.latest(
      'session',
      ({ session }) => session?.phase.state === 'waiting' && session.phase.ringing,
    );
  });

  it('[SES5] is withdrawn when the customer gives up, and the expert is free at once', async () => {
    const { desk } = await house.expert('Erika');
    const customer = await house.customer();
    await house.request(customer);
    await desk.latest('desk', (frame) => frame.desk.offer !== null);
    await customer.send({ type: 'session:cancel' });
    const { session } = await customer.latest('session', (frame) => phase(frame.session) === 'ended');
    expect(session?.phase).toMatchObject({ outcome: 'abandoned', reason: 'customer_cancelled' });
    await desk.latest('desk', (frame) => frame.desk.expert.state === 'available');
    await expect(customer.send({ type: 'session:cancel' })).rejects.toMatchObject({ code: 'session_gone' });
  });

  it('[SES12] is not held against a customer whose expert has no media', async () => {
    const { id, desk } = await house.expert('Erika');
    const customer = await house.customer();
    await house.request(customer);
    const { desk: view } = await desk.latest('desk', (frame) => frame.desk.offer !== null);
    await desk.send({ type: 'offer:accept', offerId: view.offer?.id ?? '' });
    await customer.frame('media:start');
    await customer.send({ type: 'media:ready' });
    house.clock.skip(15_000);
    await customer.latest('session', ({ session }) => phase(session) === 'waiting');
    await customer.frame('media:stop');
    await desk.latest('desk', ({ desk: each }) => each.expert.state === 'away');
    expect(house.server.resc.world.expert(id)).toMatchObject({ reason: 'no_media' });
  });
});

describe('what is said twice', () => {
  it('[SES1] is one session, also when it is said at once and after a new connection', async () => {
    const customer = await house.customer();
    const requestId = newId();
    const [once, twice] = await Promise.all([
      house.request(customer, { requestId }),
      house.request(customer, { requestId }),
    ]);
    const other = await house.customer();
    const again = await house.request(other, { requestId });
    expect(twice).toEqual(once);
    expect(again).toEqual(once);
    expect(house.server.resc.world.sessions.size).toBe(1);
    await expect(house.request(customer)).rejects.toMatchObject({ code: 'wrong_state' });
  });

  it('[SES9] is one message, and one acceptance', async () => {
    const { customer, desk } = await startCall(house);
    const message = { type: 'chat:send', messageId: newId(), text: 'Hello' } as const;
    await customer.send(message);
    await customer.send(message);
    await desk.send({ type: 'chat:send', messageId: newId(), text: 'Good morning' });
    await customer.frame(
      'entry',
      ({ entry }) => entry.what.type === 'chat:message' && entry.what.from === 'expert',
    );
    expect(customer.happenings.filter((type) => type === 'chat:message')).toHaveLength(2);
    const offered = desk.all('desk').find((frame) => frame.desk.offer !== null);
    await desk.send({ type: 'offer:accept', offerId: offered?.desk.offer?.id ?? '' });
  });
});

describe('waiting', () => {
  it('[RTE7] [LIV12] shows the position, and the new one when somebody before has gone', async () => {
    const customers = await Promise.all([house.customer(), house.customer(), house.customer()]);
    for (const customer of customers) await house.request(customer);
    const [first, , third] = customers;
    await third.latest(
      'session',
      ({ session }) => session?.phase.state === 'waiting' && session.phase.position === 3,
    );
    await first.send({ type: 'session:cancel' });
    await third.latest(
      'session',
      ({ session }) => session?.phase.state === 'waiting' && session.phase.position === 2,
    );
    for (const customer of customers) {
      const texts = customer.all('session').map((frame) => JSON.stringify(frame));
      expect(texts.filter((text, index) => text === texts[index - 1])).toEqual([]);
    }
  });

  it('[RTE8] tells an expected wait once somebody could serve', async () => {
    const customer = await house.customer();
    await house.request(customer);
    const { session } = await customer.latest('session', (frame) => phase(frame.session) === 'waiting');
    expect(session?.phase).toMatchObject({ expectedWait: null });
    const busy = await house.expert('Erika');
    const other = await house.customer();
    await busy.desk.latest('desk', (frame) => frame.desk.offer !== null);
    await house.request(other);
    await other.latest(
      'session',
      (frame) => frame.session?.phase.state === 'waiting' && frame.session.phase.expectedWait !== null,
    );
  });

  it('[SES11] ends when the customer stays away', async () => {
    const customer = await house.customer();
    const { sessionId } = await house.request(customer);
    customer.cut();
    await until(() => house.server.resc.world.sessions.get(sessionId)?.absent.customer != null);
    house.clock.skip(30_000);
    await until(() => house.server.resc.world.sessions.size === 0);
    const ended = await house.bank.store.session(sessionId);
    expect(ended).toMatchObject({ state: 'ended', outcome: 'abandoned', reason: 'customer_lost' });
  });
});

describe('the console', () => {
  it('[LIV12] is shown the whole picture and then what changes, gathered', async () => {
    const console = await house.console(await house.bank.person('Sophie', ['supervisor']));
    expect((await console.frame('live')).sessions).toEqual([]);
    const { customer, sessionId } = await startCall(house);
    await console.frame('live:change', ({ sessions }) => sessions.some(({ state }) => state === 'active'));
    await customer.send({ type: 'session:end' });
    const { summary } = await console.frame('live:change', ({ gone }) => gone.includes(sessionId));
    expect(summary.waiting).toBe(0);
    await console.frame(
      'live:change',
      (frame) => frame.summary.answered === 1 && frame.summary.serviceLevel === 1,
    );
    expect(console.all('live')).toHaveLength(1);
  });
});

it('[LIV4] every command has one reply, and errors are of the catalogue', async () => {
  const customer = await house.customer();
  await expect(customer.send({ type: 'session:cancel' })).rejects.toBeInstanceOf(RemError);
  await expect(house.request(customer, { serviceId: newId() })).rejects.toMatchObject({ code: 'not_found' });
  const replies = customer.all('reply').map(({ id }) => id);
  expect(new Set(replies).size).toBe(replies.length);
});
