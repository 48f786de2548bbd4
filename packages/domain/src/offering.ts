import type { DeclineReason, Service } from '@rem/protocol';
import { RemError } from '@rem/protocol';
import { makeChange, system, type Told } from './change.ts';
import { stepExpert } from './expert.ts';
import { closeOffer, openOfferOf } from './offer.ts';
import { stepSession } from './session.ts';
import type { Change, Decision, Expert, Session, SessionIn } from './state.ts';

/** How long an expert who declined is not asked again for the same session, ms [RTE6]. */
export const refusalMs = 120_000;

interface Both {
  readonly session: Session;
  readonly expert: Expert;
  readonly now: number;
}

/** Holds the session out to the expert [SES2]. */
export function offerSession(
  input: Both & { readonly decision: Decision; readonly offerId: string; readonly service: Service },
): Change {
  const { session, expert, decision, offerId, service, now } = input;
  const expiresAt = now + service.timers.offer * 1000;
  const offered = stepSession(session, { type: 'offer', at: now, offerId, expertId: expert.id, expiresAt });
  return makeChange(now, {
    session: { before: session, after: offered },
    told: [{ actor: system, what: { type: 'session:offered', offerId, expertId: expert.id, expiresAt } }],
    expert: {
      before: expert,
      after: stepExpert(expert, { type: 'offer', at: now, sessionId: session.id, offerId }),
    },
    offer: {
      id: offerId,
      sessionId: session.id,
      expertId: expert.id,
      offeredAt: now,
      expiresAt,
      state: 'open',
    },
    decision,
  });
}

/** @throws RemError `offer_gone` unless this very offer is open and not yet past its time */
function openTo(session: Session, expert: Expert, offerId?: string): SessionIn<'offered'> {
  const open =
    session.state === 'offered' &&
    session.expertId === expert.id &&
    (offerId === undefined || session.offerId === offerId);
  if (!open) throw new RemError('offer_gone');
  return session;
}

/** The expert takes it: both sides now set up media [SES3]. */
export function acceptOffer(input: Both & { readonly offerId: string; readonly service: Service }): Change {
  const { expert, offerId, service, now } = input;
  const session = openTo(input.session, expert, offerId);
  const deadline = now + service.timers.connecting * 1000;
  return makeChange(now, {
    session: { before: session, after: stepSession(session, { type: 'accept', at: now, deadline }) },
    told: [
      {
        actor: { kind: 'expert', id: expert.id },
        what: { type: 'session:accepted', offerId, expertId: expert.id },
      },
    ],
    expert: { before: expert, after: stepExpert(expert, { type: 'accept', at: now }) },
    offer: closeOffer(openOfferOf(session), { type: 'accept', at: now }),
  });
}

/** The expert turns it down: the customer keeps the place, and this expert is left out for a while [SES4]. */
export function declineOffer(
  input: Both & { readonly offerId: string; readonly reason: DeclineReason },
): Change {
  const { expert, offerId, reason, now } = input;
  const session = openTo(input.session, expert, offerId);
  const told: Told = {
    actor: { kind: 'expert', id: expert.id },
    what: { type: 'session:declined', offerId, expertId: expert.id, reason },
  };
  return makeChange(now, {
    session: {
      before: session,
      after: stepSession(session, { type: 'decline', at: now, until: now + refusalMs }),
    },
    told: [told, { actor: system, what: { type: 'session:waiting', cause: 'declined' } }],
    expert: { before: expert, after: stepExpert(expert, { type: 'decline', at: now }) },
    offer: closeOffer(openOfferOf(session), { type: 'decline', at: now, reason }),
  });
}

/** Nobody answered in time: the expert is set away, the customer keeps the place [SES4]. */
export function missOffer(input: Both): Change {
  const { expert, now } = input;
  const session = openTo(input.session, expert);
  const { offerId } = session;
  return makeChange(now, {
    session: { before: session, after: stepSession(session, { type: 'miss', at: now }) },
    told: [
      { actor: system, what: { type: 'session:missed', offerId, expertId: expert.id } },
      { actor: system, what: { type: 'session:waiting', cause: 'missed' } },
    ],
    expert: { before: expert, after: stepExpert(expert, { type: 'miss', at: now }) },
    offer: closeOffer(openOfferOf(session), { type: 'miss', at: now }),
  });
}

/** The offer is taken back through no fault of the expert, who keeps their idle time. */
export function withdrawOffer(input: Both): Change {
  const { expert, now } = input;
  const session = openTo(input.session, expert);
  const { offerId } = session;
  return makeChange(now, {
    session: { before: session, after: stepSession(session, { type: 'withdraw', at: now }) },
    told: [
      { actor: system, what: { type: 'session:withdrawn', offerId, expertId: expert.id } },
      { actor: system, what: { type: 'session:waiting', cause: 'withdrawn' } },
    ],
    expert: { before: expert, after: stepExpert(expert, { type: 'withdraw', at: now }) },
    offer: closeOffer(openOfferOf(session), { type: 'withdraw', at: now }),
  });
}
