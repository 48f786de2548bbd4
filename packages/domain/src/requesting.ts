import type { Service, SessionRequest } from '@rem/protocol';
import { customerActor, makeChange, system } from './change.ts';
import { stepExpert } from './expert.ts';
import { closeOffer, openOfferOf } from './offer.ts';
import { stepSession } from './session.ts';
import type { Change, Expert, Session } from './state.ts';

/** A customer asks: the session is there and waits [SES1]. */
export function requestSession(input: {
  readonly id: string;
  readonly request: SessionRequest;
  readonly service: Service;
  readonly now: number;
}): Change {
  const { id, request, service, now } = input;
  const { serviceId, branchId, kioskId, language, customerName, consents } = request;
  const requested: Session = {
    ...{ id, version: 0, lastNo: 0, serviceId, branchId, kioskId, language, customerName, consents },
    ...{ requestedAt: now, placedAt: now, priority: service.priority, refusals: [] },
    absent: { customer: null, expert: null },
    state: 'requested',
  };
  return makeChange(now, {
    session: { before: null, after: stepSession(requested, { type: 'queue', at: now }) },
    told: [
      {
        actor: customerActor,
        what: { type: 'session:requested', serviceId, branchId, kioskId, language, consents },
      },
      { actor: system, what: { type: 'session:waiting', cause: 'requested' } },
    ],
  });
}

/**
 * The customer gives up before the call began [SES5].
 * @param input.expert the expert of an offered or connecting session, else null
 */
export function cancelSession(input: {
  readonly session: Session;
  readonly expert: Expert | null;
  readonly now: number;
}): Change {
  return abandon({ ...input, reason: 'customer_cancelled' });
}

/** Ends a session that never became a call: its offer is withdrawn, its expert free again. */
export function abandon(input: {
  readonly session: Session;
  readonly expert: Expert | null;
  readonly now: number;
  readonly reason: 'customer_cancelled' | 'customer_lost' | 'customer_ended';
}): Change {
  const { session, expert, now, reason } = input;
  const after = stepSession(session, { type: 'end', at: now, outcome: 'abandoned', reason });
  const offered = session.state === 'offered' ? session : null;
  const ended = {
    actor: reason === 'customer_lost' ? system : customerActor,
    what: { type: 'session:ended', outcome: 'abandoned', reason },
  } as const;
  return makeChange(now, {
    session: { before: session, after },
    told: offered
      ? [
          {
            actor: system,
            what: { type: 'session:withdrawn', offerId: offered.offerId, expertId: offered.expertId },
          },
          ended,
        ]
      : [ended],
    expert: expert && { before: expert, after: freed(expert, now) },
    ...(offered ? { offer: closeOffer(openOfferOf(offered), { type: 'withdraw', at: now }) } : {}),
  });
}

/** An expert whose customer left before the call began: nothing to wrap up. */
function freed(expert: Expert, at: number): Expert {
  return expert.state === 'offered'
    ? stepExpert(expert, { type: 'withdraw', at })
    : stepExpert(expert, { type: 'drop', at, to: 'after' });
}
