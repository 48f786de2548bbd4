import type { By } from '@rem/store';
import type { Principal } from './principal.ts';

/** A principal as audit rows name them. */
export function by(principal: Principal): By {
  const { accountId, keyId, kioskId, name, address } = principal;
  if (accountId) return { actor: { kind: 'account', id: accountId, name }, address };
  if (keyId) return { actor: { kind: 'key', id: keyId, name }, address };
  if (kioskId) return { actor: { kind: 'kiosk', id: kioskId, name }, address };
  return { actor: { kind: 'nobody', id: null, name: 'nobody' }, address };
}
