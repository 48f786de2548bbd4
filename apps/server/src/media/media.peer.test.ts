import { until } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCall } from '../testing/call.ts';
import { type House, openHouse, openSite, phase, type Site } from '../testing/house.ts';
import type { TestClient } from '../testing/test-client.ts';

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

const starts = (client: TestClient): number => client.all('media:start').length;
const publish = (client: TestClient, room: 'call' | 'check' = 'call') =>
  client.send({ type: 'media:publish', room, sdp: 'v=0 offer' });
const GOOD = {
  audio: true,
  video: true,
  quality: { loss: 0, roundTrip: 20, jitter: 3, grade: 'good' },
} as const;

describe('the room of a call', () => {
  it('[LIV13] is there from accept to end, and both sides get through to the engine', async () => {
    const { customer, desk, sessionId } = await startCall(house);
    expect([...(house.engine.map.get(sessionId)?.keys() ?? [])].sort()).toEqual(['customer', 'expert']);
    expect(await publish(customer)).toEqual({ sdp: 'v=0 answer to customer' });
    expect(await publish(desk)).toEqual({ sdp: 'v=0 answer to expert' });
    const negotiation = house.engine.offer({ roomId: sessionId, participantId: 'customer' });
    const offer = await customer.frame('media:offer');
    expect(offer).toMatchObject({ room: 'call', negotiation });
    await customer.send({ type: 'media:answer', room: 'call', negotiation, sdp: 'v=0 answer' });
    await customer.send({ type: 'media:keyframe' });
    await customer.send({ type: 'media:candidate', room: 'call', link: 'publish', candidate: null });
    expect(desk.all('media:offer')).toEqual([]);
    await desk.send({ type: 'media:state', state: GOOD });
    expect((await customer.frame('media:peer')).peer).toEqual(GOOD);
    await customer.send({ type: 'session:end' });
    await until(() => !house.engine.map.has(sessionId));
    expect(starts(customer)).toBe(1);
    await expect(publish(customer)).rejects.toMatchObject({ code: 'wrong_state' });
  });

  it('[LIV13] is not set up again for a page whose line was cut; what the engine offered meanwhile is repeated', async () => {
    const { customer, desk, sessionId, ticket } = await startCall(house);
    await publish(customer);
    const after = { sessionId, no: Math.max(...customer.entryNumbers) };
    customer.cut();
    await desk.latest(
      'desk',
      ({ desk: { session } }) => session?.phase.state === 'active' && session.phase.absent.customer !== null,
    );
    expect(house.engine.map.get(sessionId)?.has('customer')).toBe(true);
    const negotiation = house.engine.offer({ roomId: sessionId, participantId: 'customer' });
    const again = await house.customer({ ticket, after });
    expect((await again.frame('media:offer')).negotiation).toBe(negotiation);
    await again.send({ type: 'media:answer', room: 'call', negotiation, sdp: 'v=0 answer' });
    expect(starts(again)).toBe(0);
    again.cut();
    const third = await house.customer({ ticket, after });
    await third.latest('session', ({ session }) => phase(session) === 'active');
    await third.send({ type: 'media:keyframe' });
    expect(third.all('media:offer')).toEqual([]);
  });

  it('[LIV13] is set up from the beginning for a page that was loaded again', async () => {
    const { customer, sessionId, ticket } = await startCall(house);
    await publish(customer);
    customer.cut();
    const again = await house.customer({ ticket });
    await again.frame('media:start');
    await until(() => house.engine.asked.includes(`resubscribe ${sessionId} customer`));
    expect(starts(again)).toBe(1);
    await publish(again);
  });

  it('[LIV13] belongs to the newest page of a side', async () => {
    const { customer, ticket } = await startCall(house);
    const second = await house.customer({ ticket });
    await second.frame('media:start');
    await customer.frame('media:stop');
    await expect(publish(customer)).rejects.toMatchObject({ code: 'wrong_state' });
    await publish(second);
    await second.send({ type: 'chat:send', messageId: crypto.randomUUID(), text: 'x' });
    await customer.frame('entry', ({ entry }) => entry.what.type === 'chat:message');
    expect(starts(customer)).toBe(1);
  });

  it('[LIV14] is made again when the engine was replaced, held as it was', async () => {
    const { customer, desk, sessionId } = await startCall(house);
    await desk.send({ type: 'session:hold', held: true });
    house.engine.die();
    await expect(publish(customer)).rejects.toMatchObject({ code: 'media_unavailable', retryable: true });
    house.engine.comeUp();
    await until(() => starts(customer) === 2 && starts(desk) === 2);
    expect(house.engine.held.has(sessionId)).toBe(true);
    await publish(customer);
    expect(house.server.resc.world.sessions.get(sessionId)?.state).toBe('active');
  });

  it('[LIV14] is made again when a running engine has lost it', async () => {
    const { customer, desk, sessionId } = await startCall(house);
    house.engine.loseRoom(sessionId);
    await expect(publish(customer)).rejects.toMatchObject({ code: 'media_unavailable' });
    await until(() => starts(customer) === 2 && starts(desk) === 2);
    await publish(customer);
  });

  it('[LIV14] waits for an engine that is away at the accept', async () => {
    house.engine.die();
    const { desk } = await house.expert('Erika');
    const customer = await house.customer();
    await house.request(customer);
    const { desk: view } = await desk.latest('desk', (frame) => frame.desk.offer !== null);
    await desk.send({ type: 'offer:accept', offerId: view.offer?.id ?? '' });
    await customer.latest('session', ({ session }) => phase(session) === 'connecting');
    expect(starts(customer)).toBe(0);
    house.engine.comeUp();
    await Promise.all([customer.frame('media:start'), desk.frame('media:start')]);
  });

  it('[LIV14] goes when the customer waits again, and the next call has a new one', async () => {
    const { customer, desk, sessionId, expertId } = await startCall(house);
    desk.cut();
    await until(() => house.server.resc.world.expert(expertId)?.absentSince != null);
    house.clock.skip(30_000);
    await customer.frame('media:stop');
    await until(() => !house.engine.map.has(sessionId));
    const other = await house.expert('Emil');
    const { desk: view } = await other.desk.latest('desk', (frame) => frame.desk.offer !== null);
    await other.desk.send({ type: 'offer:accept', offerId: view.offer?.id ?? '' });
    await other.desk.frame('media:start');
    await until(() => starts(customer) === 2);
  });
});

describe('after a start of the server', () => {
  it('[LIV16] rooms of running calls are taken over as they are, all others closed', async () => {
    const { customer, desk, sessionId, ticket, expertId } = await startCall(house);
    await publish(customer);
    await desk.send({ type: 'session:hold', held: true });
    const after = { sessionId, no: Math.max(...customer.entryNumbers) };
    house.engine.map.set('of nobody', new Map());
    house = await house.restart();
    await until(() => !house.engine.map.has('of nobody'));
    expect(house.engine.asked.filter((what) => what === `create ${sessionId}`)).toHaveLength(1);
    const resumed = await house.customer({ ticket, after });
    await resumed.latest('session', ({ session }) => phase(session) === 'active');
    await resumed.send({ type: 'media:keyframe' });
    expect(starts(resumed)).toBe(0);
    const reloaded = await house.desk(expertId);
    await reloaded.frame('media:start');
    await reloaded.send({ type: 'session:hold', held: false });
    await until(() => !house.engine.held.has(sessionId));
  });
});

describe('a device check', () => {
  it('[LIV15] has a room of its own, which goes with it, with the connection, or after a minute', async () => {
    const customer = await house.customer();
    const rooms = () => house.engine.map.size;
    await expect(publish(customer, 'check')).rejects.toMatchObject({ code: 'wrong_state' });
    await customer.send({ type: 'check:start' });
    expect((await customer.frame('media:start')).room).toBe('check');
    await publish(customer, 'check');
    await customer.send({ type: 'check:start' });
    expect(rooms()).toBe(1);
    await customer.send({ type: 'check:stop' });
    expect(rooms()).toBe(0);
    await customer.send({ type: 'check:start' });
    house.clock.skip(60_000);
    expect((await customer.frame('media:stop')).room).toBe('check');
    await until(() => rooms() === 0);
    const other = await house.customer();
    await other.send({ type: 'check:start' });
    other.cut();
    await until(() => rooms() === 0);
  });

  it('[LIV15] is refused while the engine is away', async () => {
    house.engine.die();
    const customer = await house.customer();
    await expect(customer.send({ type: 'check:start' })).rejects.toMatchObject({ code: 'media_unavailable' });
  });
});
