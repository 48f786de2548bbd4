import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type House, openHouse, openSite, phase, type Site } from './testing/house.ts';
import { newId, type TestClient } from './testing/test-client.ts';

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

/** A customer and an expert in a call. */
async function call(): Promise<{
  customer: TestClient;
  desk: TestClient;
  sessionId: string;
  ticket: string;
  expertId: string;
}> {
  const { id: expertId, desk } = await house.expert('Erika');
  const customer = await house.customer();
  const { sessionId, ticket } = await house.request(customer);
  const { desk: offered } = await desk.latest('desk', ({ desk: view }) => view.offer !== null);
  await desk.send({ type: 'offer:accept', offerId: offered.offer?.id ?? '' });
  for (const client of [customer, desk]) {
    await client.frame('media:start');
    await client.send({ type: 'media:ready' });
  }
  await customer.latest('session', ({ session }) => phase(session) === 'active');
  return { customer, desk, sessionId, ticket, expertId };
}

describe('a session from request to wrap-up', () => {
  it('[LIV1] is led by the frames of both sides', async () => {
    const { customer, desk, sessionId } = await call();
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
  });
});
