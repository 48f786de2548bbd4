import type { EndReason, Outcome, Party } from '@rem/protocol';
import { RemError } from '@rem/protocol';
import type { Session, SessionIn, SessionState } from './state.ts';

/** Everything that can happen to a session. Times are milliseconds since 1970. */
export type SessionEvent =
  | { readonly type: 'queue'; readonly at: number }
  | {
      readonly type: 'offer';
      readonly at: number;
      readonly offerId: string;
      readonly expertId: string;
      readonly expiresAt: number;
    }
  | { readonly type: 'accept'; readonly at: number; readonly deadline: number }
  | { readonly type: 'decline'; readonly at: number; readonly until: number }
  | { readonly type: 'miss'; readonly at: number }
  | { readonly type: 'withdraw'; readonly at: number }
  | { readonly type: 'ready'; readonly at: number; readonly party: Party }
  | { readonly type: 'hold'; readonly at: number }
  | { readonly type: 'resume'; readonly at: number }
  | { readonly type: 'requeue'; readonly at: number; readonly until?: number }
  | { readonly type: 'absent'; readonly at: number; readonly party: Party }
  | { readonly type: 'return'; readonly at: number; readonly party: Party }
  | { readonly type: 'end'; readonly at: number; readonly outcome: Outcome; readonly reason: EndReason };

type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;
type Moves<S extends SessionState> = {
  readonly [T in SessionEvent['type']]?: (session: SessionIn<S>, event: EventOf<T>) => Session;
};

/** The fields every state has. */
function base(session: Session) {
  const { id, version, lastNo, serviceId, branchId, kioskId, language, customerName, consents } = session;
  const { requestedAt, placedAt, priority, refusals, absent } = session;
  return {
    ...{ id, version, lastNo, serviceId, branchId, kioskId, language, customerName, consents },
    ...{ requestedAt, placedAt, priority, refusals, absent },
  };
}

/** Back to the queue: the place (`placedAt`) is kept, and nobody waits for an expert any more. */
function toWaiting(
  session: Session,
  event: { at: number },
  refused?: { expertId: string; until: number },
): Session {
  const kept = session.refusals.filter(
    (refusal) => refusal.until > event.at && refusal.expertId !== refused?.expertId,
  );
  return {
    ...base(session),
    refusals: refused ? [...kept, refused] : kept,
    absent: { customer: session.absent.customer, expert: null },
    state: 'waiting',
    since: event.at,
  };
}

function toEnded(session: Session, event: EventOf<'end'>): SessionIn<'ended'> {
  const hadExpert = session.state === 'connecting' || session.state === 'active';
  return {
    ...base(session),
    state: 'ended',
    outcome: event.outcome,
    reason: event.reason,
    endedAt: event.at,
    expertId: hadExpert ? session.expertId : null,
    acceptedAt: hadExpert ? session.acceptedAt : null,
    connectedAt: session.state === 'active' ? session.connectedAt : null,
    heldMs: session.state === 'active' ? heldUntil(session, event.at) : 0,
  };
}

/** All hold time of a call up to `at`, ms. */
export function heldUntil(session: SessionIn<'active'>, at: number): number {
  return session.heldMs + (session.heldSince === null ? 0 : Math.max(0, at - session.heldSince));
}

function setAbsent(session: Session, event: EventOf<'absent'> | EventOf<'return'>): Session {
  const at = event.type === 'absent' ? event.at : null;
  return { ...session, absent: { ...session.absent, [event.party]: at } };
}

function whenReady(session: SessionIn<'connecting'>, event: EventOf<'ready'>): Session {
  const ready = { ...session.ready, [event.party]: true };
  if (!(ready.customer && ready.expert)) return { ...session, ready };
  const { offerId, expertId, acceptedAt } = session;
  return {
    ...base(session),
    ...{ state: 'active', offerId, expertId, acceptedAt },
    ...{ connectedAt: event.at, heldSince: null, heldMs: 0 },
  };
}

const inQueue = {
  absent: (session: Session, event: EventOf<'absent'>) => setAbsent(session, event),
  return: (session: Session, event: EventOf<'return'>) => setAbsent(session, event),
  end: toEnded,
};

/**
 * The one transition table of a session. What is not in it cannot happen.
 *
 * ```
 * requested ──queue──▶ waiting ──offer──▶ offered ──accept──▶ connecting ──ready×2──▶ active ⟲ hold, resume
 *                        ▲  ▲               │                     │                     │
 *                        │  └─decline, miss,┘                     │                     │
 *                        │    withdraw                            │                     │
 *                        └───────────────requeue──────────────────┴─────────────────────┘
 * any but ended ──end──▶ ended            any but ended ⟲ absent, return
 * ```
 */
export const sessionTable: { readonly [S in SessionState]: Moves<S> } = {
  requested: { ...inQueue, queue: (session, event) => toWaiting(session, event) },
  waiting: {
    ...inQueue,
    offer: (session, { at, offerId, expertId, expiresAt }) => ({
      ...base(session),
      ...{ state: 'offered', offerId, expertId, offeredAt: at, expiresAt },
    }),
  },
  offered: {
    ...inQueue,
    accept: (session, { at, deadline }) => ({
      ...base(session),
      ...{
        state: 'connecting',
        offerId: session.offerId,
        expertId: session.expertId,
        acceptedAt: at,
        deadline,
      },
      ready: { customer: false, expert: false },
    }),
    decline: (session, event) =>
      toWaiting(session, event, { expertId: session.expertId, until: event.until }),
    miss: (session, event) => toWaiting(session, event),
    withdraw: (session, event) => toWaiting(session, event),
  },
  connecting: {
    ...inQueue,
    ready: whenReady,
    requeue: (session, event) => toWaiting(session, event, refusalOf(session.expertId, event)),
  },
  active: {
    ...inQueue,
    hold: (session, event) => (session.heldSince === null ? { ...session, heldSince: event.at } : session),
    resume: (session, event) => ({ ...session, heldMs: heldUntil(session, event.at), heldSince: null }),
    requeue: (session, event) => toWaiting(session, event, refusalOf(session.expertId, event)),
  },
  ended: {},
};

function refusalOf(expertId: string, event: EventOf<'requeue'>) {
  return event.until === undefined ? undefined : { expertId, until: event.until };
}

/** Whether the table has this move. */
export function canSession(session: Session, type: SessionEvent['type']): boolean {
  return sessionTable[session.state][type] !== undefined;
}

/**
 * The session after `event`; its version is not changed here, a `Change` does that once.
 * @throws RemError `session_gone` for an ended session, `wrong_state` for a move the table does not have.
 */
export function stepSession(session: Session, event: SessionEvent): Session {
  // The table's own type ties each row to its state and each cell to its event; looking both up at once loses that.
  const move = sessionTable[session.state][event.type] as
    | ((session: Session, event: SessionEvent) => Session)
    | undefined;
  if (move) return move(session, event);
  if (session.state === 'ended') throw new RemError('session_gone');
  throw new RemError('wrong_state', `a session that is ${session.state} takes no "${event.type}"`);
}
