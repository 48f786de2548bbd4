import type { House } from './house.ts';
import { phase } from './house.ts';
import type { TestClient } from './test-client.ts';

export interface TestCall {
  readonly customer: TestClient;
  readonly desk: TestClient;
  readonly sessionId: string;
  readonly ticket: string;
  readonly expertId: string;
}

/** A customer and an expert in a call. */
export async function startCall(house: House): Promise<TestCall> {
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
