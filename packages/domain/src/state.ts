import {
  awayReason,
  consents,
  declineReason,
  endReason,
  id,
  instant,
  label,
  languageTag,
  outcome,
  type TimelineEntry,
  wrapUpRule,
} from '@rem/protocol';
import { z } from 'zod';

/** Since when each side is gone; null while it is here. */
const absent = z.object({ customer: instant.nullable(), expert: instant.nullable() });

const sessionBase = {
  id,
  /** Grows by one with each committed change; what compare-and-set compares. */
  version: z.int().positive(),
  /** Number of the newest timeline entry. */
  lastNo: z.int().nonnegative(),
  serviceId: id,
  branchId: id.nullable(),
  kioskId: id.nullable(),
  language: languageTag,
  customerName: label.nullable(),
  consents,
  requestedAt: instant,
  /** The place in the queue: the time it is ordered by. A re-offered session keeps it (I4). */
  placedAt: instant,
  priority: z.int(),
  /** Experts not to be asked for this session until then: they declined it. */
  refusals: z.array(z.object({ expertId: id, until: instant })),
  absent,
};

/** A session: one customer's contact, from request to end. Data only where it is valid. */
export const session = z.discriminatedUnion('state', [
  z.object({ ...sessionBase, state: z.literal('requested') }),
  z.object({ ...sessionBase, state: z.literal('waiting'), since: instant }),
  z.object({
    ...sessionBase,
    state: z.literal('offered'),
    offerId: id,
    expertId: id,
    offeredAt: instant,
    expiresAt: instant,
  }),
  z.object({
    ...sessionBase,
    state: z.literal('connecting'),
    offerId: id,
    expertId: id,
    acceptedAt: instant,
    deadline: instant,
    ready: z.object({ customer: z.boolean(), expert: z.boolean() }),
  }),
  z.object({
    ...sessionBase,
    state: z.literal('active'),
    offerId: id,
    expertId: id,
    acceptedAt: instant,
    connectedAt: instant,
    heldSince: instant.nullable(),
    /** Hold time gathered before the present hold, ms. */
    heldMs: z.int().nonnegative(),
  }),
  z.object({
    ...sessionBase,
    state: z.literal('ended'),
    outcome,
    reason: endReason,
    endedAt: instant,
    expertId: id.nullable(),
    acceptedAt: instant.nullable(),
    connectedAt: instant.nullable(),
    heldMs: z.int().nonnegative(),
  }),
]);
export type Session = z.infer<typeof session>;
export type SessionState = Session['state'];
export type SessionIn<S extends SessionState> = Extract<Session, { state: S }>;

const expertBase = {
  id,
  version: z.int().positive(),
  /** Since when in this state. */
  since: instant,
  /** Since when ready for work without having any, for longest-idle routing: kept over an offer that was withdrawn. */
  idleSince: instant,
  /** Since when no desk of theirs is connected; null while one is. */
  absentSince: instant.nullable(),
  /** What comes after the present session and its wrap-up. */
  after: z.enum(['available', 'away']),
};

/** An expert's state of work. */
export const expert = z.discriminatedUnion('state', [
  z.object({ ...expertBase, state: z.literal('offline') }),
  z.object({ ...expertBase, state: z.literal('available') }),
  z.object({ ...expertBase, state: z.literal('offered'), sessionId: id, offerId: id }),
  z.object({ ...expertBase, state: z.literal('busy'), sessionId: id }),
  z.object({
    ...expertBase,
    state: z.literal('wrap_up'),
    sessionId: id,
    rule: wrapUpRule,
    endsAt: instant.nullable(),
  }),
  z.object({ ...expertBase, state: z.literal('away'), reason: awayReason }),
]);
export type Expert = z.infer<typeof expert>;
export type ExpertState = Expert['state'];
export type ExpertIn<S extends ExpertState> = Extract<Expert, { state: S }>;

const offerBase = { id, sessionId: id, expertId: id, offeredAt: instant, expiresAt: instant };

/** An offer: one session held out to one expert. */
export const offer = z.discriminatedUnion('state', [
  z.object({ ...offerBase, state: z.literal('open') }),
  z.object({ ...offerBase, state: z.literal('accepted'), closedAt: instant }),
  z.object({ ...offerBase, state: z.literal('declined'), closedAt: instant, reason: declineReason }),
  z.object({ ...offerBase, state: z.literal('missed'), closedAt: instant }),
  z.object({ ...offerBase, state: z.literal('withdrawn'), closedAt: instant }),
]);
export type Offer = z.infer<typeof offer>;
export type OfferState = Offer['state'];

/** What routing knows of an expert besides their state. */
export interface ExpertProfile {
  readonly id: string;
  readonly name: string;
  readonly languages: readonly string[];
  /** Level by skill id. */
  readonly skills: Readonly<Record<string, number>>;
  readonly active: boolean;
}

/** One candidate in a decision, with the reason for or against. */
export const candidate = z.object({
  expertId: id,
  verdict: z.enum([
    'chosen',
    'idle_shorter',
    'not_available',
    'absent',
    'inactive',
    'lacks_language',
    'lacks_skill',
    'level_too_low',
    'refused',
  ]),
  /** The skill that is missing or too low. */
  skillId: id.optional(),
  idleMs: z.int().optional(),
});
export type Candidate = z.infer<typeof candidate>;

/** Why this session went to this expert (I6): everything the choice was made on. */
export const decision = z.object({
  id,
  sessionId: id,
  sessionVersion: z.int(),
  expertId: id,
  expertVersion: z.int(),
  at: instant,
  strategy: z.literal('longest_idle'),
  waitedMs: z.int(),
  /** How many experts got each verdict. */
  counts: z.partialRecord(candidate.shape.verdict, z.int()),
  /** The chosen one first, then those nearest to being chosen; at most 20. */
  candidates: z.array(candidate),
});
export type Decision = z.infer<typeof decision>;

/**
 * What one command does to the world, decided without touching it. The store commits all of it in one
 * transaction or nothing: each session and expert in it has the version it was decided on plus one.
 */
export interface Change {
  readonly sessions: readonly Session[];
  readonly experts: readonly Expert[];
  readonly offers: readonly Offer[];
  readonly entries: readonly TimelineEntry[];
  readonly decisions: readonly Decision[];
}
