import type { Session, SessionIn } from './state.ts';

/** Still on the way to an expert: waiting, or being offered right now. */
export type Queued = SessionIn<'waiting'> | SessionIn<'offered'>;

export function isQueued(session: Session): session is Queued {
  return session.state === 'waiting' || session.state === 'offered';
}

/** Higher priority first, then the earlier place, then the id so that the order is total [RTE1]. */
export function byPlace(a: Session, b: Session): number {
  return b.priority - a.priority || a.placedAt - b.placedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Position in the queue of their service by session id, 1 is next [RTE7]. */
export function queuePositions(sessions: Iterable<Session>): Map<string, number> {
  const perService = new Map<string, number>();
  const positions = new Map<string, number>();
  for (const session of [...sessions].filter(isQueued).sort(byPlace)) {
    const position = (perService.get(session.serviceId) ?? 0) + 1;
    perService.set(session.serviceId, position);
    positions.set(session.id, position);
  }
  return positions;
}
