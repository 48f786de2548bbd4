import { z } from 'zod';
import { serviceIcon } from './directory.ts';
import { accountRole } from './rights.ts';
import { timelineEntry } from './timeline.ts';
import { endReason, id, instant, label, languageTag, localized, outcome, pageLanguage } from './values.ts';

/** Prefix of every REST address. */
export const restPrefix = '/api/v1';

/** Query of every list: a page of it, searched and sorted. */
export const listQuery = z.object({
  q: z.string().trim().max(200).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
  /** Field name, `-` before it for descending. */
  sort: z
    .string()
    .regex(/^-?[a-zA-Z]+$/)
    .optional(),
});
export type ListQuery = z.infer<typeof listQuery>;

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.int().nonnegative(), page: z.int(), size: z.int() });
export interface Page<T> {
  readonly items: T[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
}

export const signInBody = z.object({
  name: z.string().min(1).max(120),
  password: z.string().min(1).max(128),
});

/** Who is signed in. */
export const account = z.object({
  id,
  signInName: z.string(),
  name: label,
  roles: z.array(accountRole),
});
export type Account = z.infer<typeof account>;

/** What the customer's page needs to draw itself. */
export const customerSetup = z.object({
  brand: z.object({ name: label }),
  branch: z.object({ id, name: label }).nullable(),
  kiosk: z.object({ id, name: label }).nullable(),
  languages: z.array(pageLanguage),
  services: z.array(z.object({ id, name: localized, description: localized.nullable(), icon: serviceIcon })),
});
export type CustomerSetup = z.infer<typeof customerSetup>;
/** `branch` is a branch id from a link; an enrolled kiosk's own branch wins. */
export const customerSetupQuery = z.object({ branch: id.optional() });

/** Eight characters without look-alikes, shown as `ABCD-EFGH`. */
export const enrolBody = z.object({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4}$/, 'expected eight letters and digits such as ABCD-EFGH'),
});
export const enrolCode = z.object({ code: z.string(), expiresAt: instant });

export const sessionState = z.enum(['requested', 'waiting', 'offered', 'connecting', 'active', 'ended']);

/** A session in the console's list. */
export const sessionRow = z.object({
  id,
  state: sessionState,
  serviceId: id,
  serviceName: localized,
  branchId: id.nullable(),
  branchName: z.string().nullable(),
  kioskName: z.string().nullable(),
  language: languageTag,
  customerName: z.string().nullable(),
  expertId: id.nullable(),
  expertName: z.string().nullable(),
  requestedAt: instant,
  acceptedAt: instant.nullable(),
  connectedAt: instant.nullable(),
  endedAt: instant.nullable(),
  outcome: outcome.nullable(),
  reason: endReason.nullable(),
  disposition: z.string().nullable(),
});
export type SessionRow = z.infer<typeof sessionRow>;

/** `q` finds in customer, expert, service, branch names and the start of the id. */
export const sessionQuery = listQuery.extend({
  state: sessionState.optional(),
  outcome: outcome.optional(),
  serviceId: id.optional(),
  branchId: id.optional(),
  expertId: id.optional(),
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
});
export type SessionQuery = z.infer<typeof sessionQuery>;

export const sessionTimeline = z.object({ session: sessionRow, entries: z.array(timelineEntry) });
export type SessionTimeline = z.infer<typeof sessionTimeline>;

export const auditRow = z.object({
  no: z.int().positive(),
  at: instant,
  /** Account, API key, kiosk or `system`. */
  actor: z.object({
    kind: z.enum(['account', 'key', 'kiosk', 'nobody', 'system']),
    id: id.nullable(),
    name: z.string(),
  }),
  /** `sign_in`, `sign_in:refused`, `people:create`, `services:update` … */
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }).nullable(),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
  address: z.string().nullable(),
});
export type AuditRow = z.infer<typeof auditRow>;

export const auditQuery = listQuery.extend({
  action: z.string().max(80).optional(),
  actorId: id.optional(),
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export const apiKey = z.object({
  id,
  name: label,
  createdAt: instant,
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
});
export type ApiKey = z.infer<typeof apiKey>;
export const newApiKey = z.object({ name: label });
/** The key itself is shown once. */
export const createdApiKey = apiKey.extend({ key: z.string() });
