import { z } from 'zod';
import { consents, declineReason, endReason, id, instant, languageTag, outcome, party } from './values.ts';

export const actor = z.object({
  kind: z.enum(['customer', 'expert', 'supervisor', 'administrator', 'system']),
  /** Account id; absent for customers and the system. */
  id: id.optional(),
  name: z.string().optional(),
});
export type Actor = z.infer<typeof actor>;

/** Why a session (again) waits. */
export const waitCause = z.enum([
  'requested',
  'declined',
  'missed',
  'expert_lost',
  'expert_unready',
  'withdrawn',
]);
export type WaitCause = z.infer<typeof waitCause>;

const happening = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('session:requested'),
    serviceId: id,
    branchId: id.nullable(),
    kioskId: id.nullable(),
    language: languageTag,
    consents,
  }),
  z.object({ type: z.literal('session:waiting'), cause: waitCause }),
  z.object({ type: z.literal('session:offered'), offerId: id, expertId: id, expiresAt: instant }),
  z.object({ type: z.literal('session:accepted'), offerId: id, expertId: id }),
  z.object({ type: z.literal('session:declined'), offerId: id, expertId: id, reason: declineReason }),
  z.object({ type: z.literal('session:missed'), offerId: id, expertId: id }),
  z.object({ type: z.literal('session:withdrawn'), offerId: id, expertId: id }),
  z.object({ type: z.literal('session:connected'), expertId: id }),
  z.object({ type: z.literal('session:held') }),
  z.object({ type: z.literal('session:resumed') }),
  z.object({ type: z.literal('party:absent'), party }),
  z.object({ type: z.literal('party:returned'), party }),
  z.object({ type: z.literal('session:ended'), outcome, reason: endReason }),
  z.object({ type: z.literal('chat:message'), messageId: id, from: party, text: z.string() }),
  z.object({
    type: z.literal('wrapup:completed'),
    dispositionId: id.nullable(),
    note: z.string(),
    /** True when the time ran out and nobody filled it in. */
    timedOut: z.boolean(),
  }),
]);
/** What happened: one member per kind of event. */
export type Happening = z.infer<typeof happening>;

/**
 * One event of a session. `no` counts from 1 without a gap within its session: it is what a client resumes from.
 */
export const timelineEntry = z.object({
  sessionId: id,
  no: z.int().positive(),
  at: instant,
  actor,
  what: happening,
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** What the customer may read of their own session: nothing of who else was asked. */
const forCustomer: readonly Happening['type'][] = [
  'session:requested',
  'session:waiting',
  'session:accepted',
  'session:connected',
  'session:held',
  'session:resumed',
  'party:absent',
  'party:returned',
  'session:ended',
  'chat:message',
];

/** Whether an entry may be shown to a party; experts see all of the sessions they serve. */
export function visibleTo(entry: TimelineEntry, reader: Party | 'staff'): boolean {
  return reader !== 'customer' || forCustomer.includes(entry.what.type);
}
type Party = z.infer<typeof party>;
