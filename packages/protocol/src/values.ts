import { z } from 'zod';

/** Ids are UUIDs (RFC 9562), made by whoever creates the thing. */
export const id = z.uuid();

/** Milliseconds since 1970-01-01T00:00Z. */
export const instant = z.int().nonnegative();

/** A language tag (BCP 47), in practice the primary subtag: `en`, `de`, `ar`. */
export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'expected a BCP 47 tag such as "en"');

/** The languages the customer's page speaks. */
export const pageLanguages = ['en', 'de', 'fr', 'es', 'ar'] as const;
export const pageLanguage = z.enum(pageLanguages);
export type PageLanguage = z.infer<typeof pageLanguage>;

/** A name or a label: trimmed, 1–120 characters. */
export const label = z.string().trim().min(1).max(120);

/** A text in several languages; `en` is what is shown when a language is missing. */
export const localized = z.object({
  en: label,
  de: label.optional(),
  fr: label.optional(),
  es: label.optional(),
  ar: label.optional(),
});
export type Localized = z.infer<typeof localized>;

/** A level of skill, 1 (knows of it) to 10 (master). */
export const skillLevel = z.int().min(1).max(10);

/** Levels by skill id. */
export const skillLevels = z.record(id, skillLevel);

/** The two who talk. */
export const party = z.enum(['customer', 'expert']);
export type Party = z.infer<typeof party>;

/** How a session ended; exactly one for each accepted session (invariant I1). */
export const outcome = z.enum(['served', 'abandoned', 'callback', 'overflowed', 'failed']);
export type Outcome = z.infer<typeof outcome>;

/** Why it ended so. */
export const endReason = z.enum([
  'customer_ended',
  'expert_ended',
  'customer_cancelled',
  'customer_lost',
  'no_media',
  'supervisor_ended',
  'service_withdrawn',
]);
export type EndReason = z.infer<typeof endReason>;

/** Reasons an expert can be away for; `missed_offer` and `no_media` are set by the system. */
export const awayReason = z.enum([
  'signed_in',
  'break',
  'lunch',
  'meeting',
  'training',
  'other',
  'missed_offer',
  'no_media',
]);
export type AwayReason = z.infer<typeof awayReason>;

/** Reasons an expert can choose for being away. */
export const chosenAwayReason = awayReason.exclude(['signed_in', 'missed_offer', 'no_media']);

/** Why an expert turned an offer down. */
export const declineReason = z.enum(['busy', 'not_my_skill', 'language', 'technical', 'other']);
export type DeclineReason = z.infer<typeof declineReason>;

/** How work after a session ends: not at all, when the expert says, only with a disposition, or by itself after a time. */
export const wrapUpRule = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('none') }),
  z.object({ mode: z.literal('optional') }),
  z.object({ mode: z.literal('mandatory') }),
  z.object({ mode: z.literal('timed'), seconds: z.int().min(5).max(3600) }),
]);
export type WrapUpRule = z.infer<typeof wrapUpRule>;

/** Limits of a service in seconds. */
export const serviceTimers = z.object({
  /** How long an offer rings. */
  offer: z.int().min(5).max(300).default(20),
  /** How long both sides may take until media flows. */
  connecting: z.int().min(5).max(120).default(15),
  /** How long a side may be gone before the session goes on without it. */
  absence: z.int().min(5).max(300).default(30),
});
export type ServiceTimers = z.infer<typeof serviceTimers>;

/** What the customer agreed to before the session. */
export const consents = z.object({ terms: z.literal(true), recording: z.boolean() });
export type Consents = z.infer<typeof consents>;
