import type { IncomingMessage } from 'node:http';
import { hasRight, RemError, type Right, type Role } from '@rem/protocol';

/** Who is asking. Nobody in particular has no roles and no ids. */
export interface Principal {
  readonly roles: readonly Role[];
  readonly accountId: string | null;
  readonly kioskId: string | null;
  readonly keyId: string | null;
  /** For audit rows and logs: the person's, kiosk's or key's name; `nobody` for nobody. */
  readonly name: string;
  /** The network address the request came from. */
  readonly address: string;
  /** Milliseconds since the epoch at which this sign-in ends at the latest; null when it does not end by itself. */
  readonly until: number | null;
  /** Hash of the session cookie, to end just this sign-in; null for nobody, kiosks and keys. */
  readonly loginHash: string | null;
}

/**
 * Tells who a request comes from, by its cookies and `Authorization` header; a request with none of them, or with
 * ones that are no longer good, is nobody's. Rejects with `unavailable` when the store cannot be asked. A
 * WebSocket's upgrade request is asked in the same way.
 */
export type WhoIs = (request: IncomingMessage) => Promise<Principal>;

export function nobody(address: string): Principal {
  return {
    roles: [],
    accountId: null,
    kioskId: null,
    keyId: null,
    name: 'nobody',
    address,
    until: null,
    loginHash: null,
  };
}

/** Whether a principal is anybody: signed in, an enrolled kiosk or an API key. */
const isSomebody = (principal: Principal): boolean => principal.roles.length > 0;

/** Whether the principal has the right. */
export function may(principal: Principal, right: Right): boolean {
  return hasRight(isSomebody(principal) ? principal.roles : ['nobody'], right);
}

/** Throws `unauthenticated` to nobody and `forbidden` to somebody without the right. */
export function requireRight(principal: Principal, right: Right): void {
  if (may(principal, right)) return;
  throw new RemError(isSomebody(principal) ? 'forbidden' : 'unauthenticated');
}
