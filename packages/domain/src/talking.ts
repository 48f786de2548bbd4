import type { Actor, Party, Service } from '@rem/protocol';
import { RemError } from '@rem/protocol';
import { customerActor, makeChange } from './change.ts';
import { stepExpert } from './expert.ts';
import { refusalMs } from './offering.ts';
import { abandon } from './requesting.ts';
import { stepSession } from './session.ts';
import type { Change, Expert, Session, SessionIn } from './state.ts';

function actorOf(session: SessionIn<'connecting' | 'active'>, party: Party): Actor {
  return party === 'customer' ? customerActor : { kind: 'expert', id: session.expertId };
}

function inCall(session: Session): SessionIn<'connecting' | 'active'> {
  if (session.state === 'connecting' || session.state === 'active') return session;
  throw new RemError(session.state === 'ended' ? 'session_gone' : 'wrong_state');
}

/** One side has media; with both the call begins [SES6]. Null when there is nothing new. */
export function partyReady(input: {
  readonly session: Session;
  readonly party: Party;
  readonly now: number;
}): Change | null {
  const { session, party, now } = input;
  if (session.state === 'active') return null;
  const after = stepSession(session, { type: 'ready', at: now, party });
  if (session.state === 'connecting' && session.ready[party]) return null;
  return makeChange(now, {
    session: { before: session, after },
    told:
      after.state === 'active'
        ? [{ actor: { kind: 'system' }, what: { type: 'session:connected', expertId: after.expertId } }]
        : [],
  });
}

/** Holds or resumes the call [SES7]; null when it is so already. */
export function holdSession(input: {
  readonly session: Session;
  readonly held: boolean;
  readonly now: number;
}): Change | null {
  const { session, held, now } = input;
  if (session.state === 'active' && (session.heldSince !== null) === held) return null;
  const after = stepSession(session, { type: held ? 'hold' : 'resume', at: now });
  return makeChange(now, {
    session: { before: session, after },
    told: [
      {
        actor: actorOf(inCall(session), 'expert'),
        what: { type: held ? 'session:held' : 'session:resumed' },
      },
    ],
  });
}

/** A chat message; both sides may write from accept to end [SES9]. */
export function say(input: {
  readonly session: Session;
  readonly from: Party;
  readonly messageId: string;
  readonly text: string;
  readonly now: number;
}): Change {
  const { from, messageId, text, now } = input;
  const session = inCall(input.session);
  return makeChange(now, {
    session: { before: session, after: session },
    told: [{ actor: actorOf(session, from), what: { type: 'chat:message', messageId, from, text } }],
  });
}

/**
 * Either side ends it [SES8]. A call was served. Before the call began, a customer who leaves abandons, and an expert
 * who leaves sends the customer back to their place.
 */
export function endSession(input: {
  readonly session: Session;
  readonly expert: Expert | null;
  readonly by: Party;
  readonly service: Service;
  readonly now: number;
}): Change {
  const { session, expert, by, service, now } = input;
  if (session.state === 'active') {
    const reason = by === 'customer' ? 'customer_ended' : 'expert_ended';
    return finishCall({ session, expert, service, now, reason, actor: actorOf(session, by) });
  }
  if (by === 'customer') return abandon({ session, expert, now, reason: 'customer_ended' });
  const connecting = inCall(session);
  return makeChange(now, {
    session: {
      before: connecting,
      after: stepSession(connecting, { type: 'requeue', at: now, until: now + refusalMs }),
    },
    told: [{ actor: actorOf(connecting, 'expert'), what: { type: 'session:waiting', cause: 'withdrawn' } }],
    expert: expert && { before: expert, after: stepExpert(expert, { type: 'drop', at: now, to: 'after' }) },
  });
}

/** Ends a running call as served; the expert goes on to wrap up. */
export function finishCall(input: {
  readonly session: SessionIn<'active'>;
  readonly expert: Expert | null;
  readonly service: Service;
  readonly now: number;
  readonly reason: 'customer_ended' | 'expert_ended' | 'customer_lost';
  readonly actor: Actor;
}): Change {
  const { session, expert, service, now, reason, actor } = input;
  return makeChange(now, {
    session: {
      before: session,
      after: stepSession(session, { type: 'end', at: now, outcome: 'served', reason }),
    },
    told: [{ actor, what: { type: 'session:ended', outcome: 'served', reason } }],
    expert: expert && {
      before: expert,
      after: stepExpert(expert, { type: 'release', at: now, rule: service.wrapUp }),
    },
  });
}
