import type { DeclineReason } from '@rem/protocol';
import { RemError } from '@rem/protocol';
import type { Offer, SessionIn } from './state.ts';

/** How an open offer closes. */
export type OfferEvent =
  | { readonly type: 'accept'; readonly at: number }
  | { readonly type: 'decline'; readonly at: number; readonly reason: DeclineReason }
  | { readonly type: 'miss'; readonly at: number }
  | { readonly type: 'withdraw'; readonly at: number };

/**
 * `open ──accept──▶ accepted`, `──decline──▶ declined`, `──miss──▶ missed`, `──withdraw──▶ withdrawn`; all final.
 * @throws RemError `offer_gone` when it is closed already.
 */
export function closeOffer(offer: Offer, event: OfferEvent): Offer {
  if (offer.state !== 'open') throw new RemError('offer_gone');
  const { id, sessionId, expertId, offeredAt, expiresAt } = offer;
  const kept = { id, sessionId, expertId, offeredAt, expiresAt, closedAt: event.at };
  switch (event.type) {
    case 'accept':
      return { ...kept, state: 'accepted' };
    case 'decline':
      return { ...kept, state: 'declined', reason: event.reason };
    case 'miss':
      return { ...kept, state: 'missed' };
    case 'withdraw':
      return { ...kept, state: 'withdrawn' };
  }
}

/** The open offer that an offered session stands for. */
export function openOfferOf(session: SessionIn<'offered'>): Offer {
  const { offerId, id, expertId, offeredAt, expiresAt } = session;
  return { id: offerId, sessionId: id, expertId, offeredAt, expiresAt, state: 'open' };
}
