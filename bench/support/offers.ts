import type { Service } from '@rem/protocol';
import { z } from 'zod';
import type { Line } from './lines.ts';
import { wish } from './wish.ts';

const asked = z.object({ sessionId: z.string() });

/** Customers ask, desks ring, customers give up: each time a new session. */
export class Offers {
  readonly #service: Service;
  readonly #free: Line[];
  readonly #rings = new Map<string, PromiseWithResolvers<number>>();

  constructor(service: Service, desks: readonly Line[], customers: readonly Line[]) {
    this.#service = service;
    this.#free = [...customers];
    for (const desk of desks) {
      desk.onFrame = (frame, at) => {
        if (frame.type === 'desk' && frame.desk.offer) this.#ring(frame.desk.offer.sessionId).resolve(at);
      };
    }
  }

  /** @returns ms from the request to the offer at the expert's socket */
  async next(): Promise<number> {
    const customer = this.#free.shift();
    if (!customer) throw new Error('every customer is waiting: the server does not keep up');
    const begun = performance.now();
    const reply = await customer.ask({ type: 'session:request', ...wish(this.#service.id) });
    const at = await this.#ring(asked.parse(reply).sessionId).promise;
    await customer.ask({ type: 'session:cancel' });
    this.#free.push(customer);
    return at - begun;
  }

  /** It may ring before the customer has the reply. */
  #ring(sessionId: string): PromiseWithResolvers<number> {
    const ring = this.#rings.get(sessionId) ?? Promise.withResolvers<number>();
    this.#rings.set(sessionId, ring);
    return ring;
  }
}
