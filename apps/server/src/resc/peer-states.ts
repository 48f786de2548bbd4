import type { Party, PeerState } from '@rem/protocol';

/** What each side's browser last reported of its own media, while the call runs; kept nowhere else. */
export class PeerStates {
  readonly #states = new Map<string, Partial<Record<Party, PeerState>>>();

  set(sessionId: string, party: Party, state: PeerState): void {
    this.#states.set(sessionId, { ...this.#states.get(sessionId), [party]: state });
  }

  /** What `reader` sees of the other side; null when nothing was reported yet. */
  seenBy(sessionId: string, reader: Party): PeerState | null {
    return this.#states.get(sessionId)?.[reader === 'customer' ? 'expert' : 'customer'] ?? null;
  }

  /** The call is over. */
  forget(sessionId: string): void {
    this.#states.delete(sessionId);
  }
}
