import { randomUUID } from 'node:crypto';
import type { SessionRequest } from '@rem/protocol';

export const audit = { actor: { kind: 'system', id: null, name: 'bench' }, address: null } as const;

/** A customer's wish for the one service of the benchmark, each time another one. */
export function wish(serviceId: string): Omit<SessionRequest, 'kioskId'> {
  return {
    ...{ requestId: randomUUID(), serviceId, branchId: null, language: 'en' },
    ...{ customerName: null, consents: { terms: true, recording: false } },
  };
}
