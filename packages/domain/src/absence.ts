import type { Party, Service } from '@rem/protocol';
import { customerActor, makeChange, system } from './change.ts';
import { stepExpert } from './expert.ts';
import { abandon } from './requesting.ts';
import { canSession, stepSession } from './session.ts';
import type { Change, Expert, Session, SessionIn } from './state.ts';
import { finishCall } from './talking.ts';

function partyActor(session: Session, party: Party) {
  if (party === 'customer') return customerActor;
  return 'expertId' in session && session.expertId
    ? ({ kind: 'expert', id: session.expertId } as const)
    : system;
}

/** The last connection of one side is gone: its grace begins [SES10]. Null when nothing changes by it. */
export function partyAbsent(input: {
  readonly session: Session;
  readonly party: Party;
  readonly now: number;
}): Change | null {
  return setPresence({ ...input, here: false });
}

/** A side is back [SES10]. */
export function partyReturned(input: {
  readonly session: Session;
  readonly party: Party;
  readonly now: number;
}): Change | null {
  return setPresence({ ...input, here: true });
}

function setPresence(input: { session: Session; party: Party; now: number; here: boolean }): Change | null {
  const { session, party, now, here } = input;
  const concerns = party === 'customer' || session.state === 'connecting' || session.state === 'active';
  if (!concerns || !canSession(session, 'absent') || (session.absent[party] === null) === here) return null;
  return makeChange(now, {
    session: {
      before: session,
      after: stepSession(session, { type: here ? 'return' : 'absent', at: now, party }),
    },
    told: [
      { actor: partyActor(session, party), what: { type: here ? 'party:returned' : 'party:absent', party } },
    ],
  });
}

/**
 * A side stayed away longer than the grace [SES11]. The customer: the session ends (abandoned before the call, served
 * after it began). The expert: the customer goes back to their place, the expert is offline.
 */
export function absenceTimedOut(input: {
  readonly session: Session;
  readonly expert: Expert | null;
  readonly service: Service;
  readonly now: number;
}): Change | null {
  const { session, expert, service, now } = input;
  const over = (party: Party) => {
    const since = session.absent[party];
    return since !== null && since + service.timers.absence * 1000 <= now;
  };
  if (over('customer')) {
    return session.state === 'active'
      ? finishCall({ session, expert, service, now, reason: 'customer_lost', actor: system })
      : abandon({ session, expert, now, reason: 'customer_lost' });
  }
  if (over('expert') && (session.state === 'connecting' || session.state === 'active')) {
    return expertGone({ session, expert, now, cause: 'expert_lost' });
  }
  return null;
}

/** Media did not come up in time [SES12]: whoever is not ready is the reason. */
export function connectingTimedOut(input: {
  readonly session: SessionIn<'connecting'>;
  readonly expert: Expert | null;
  readonly now: number;
}): Change {
  const { session, expert, now } = input;
  if (session.ready.customer) return expertGone({ session, expert, now, cause: 'expert_unready' });
  const told = { type: 'session:ended', outcome: 'failed', reason: 'no_media' } as const;
  return makeChange(now, {
    session: {
      before: session,
      after: stepSession(session, { type: 'end', at: now, outcome: 'failed', reason: 'no_media' }),
    },
    told: [{ actor: system, what: told }],
    expert: expert && { before: expert, after: stepExpert(expert, { type: 'drop', at: now, to: 'after' }) },
  });
}

function expertGone(input: {
  session: SessionIn<'connecting' | 'active'>;
  expert: Expert | null;
  now: number;
  cause: 'expert_lost' | 'expert_unready';
}): Change {
  const { session, expert, now, cause } = input;
  const to = cause === 'expert_lost' ? 'offline' : 'no_media';
  return makeChange(now, {
    session: { before: session, after: stepSession(session, { type: 'requeue', at: now }) },
    told: [{ actor: system, what: { type: 'session:waiting', cause } }],
    expert: expert && { before: expert, after: stepExpert(expert, { type: 'drop', at: now, to }) },
  });
}
