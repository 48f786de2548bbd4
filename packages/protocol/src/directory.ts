import { z } from 'zod';
import { accountRole } from './rights.ts';
import {
  id,
  instant,
  label,
  languageTag,
  localized,
  pageLanguage,
  serviceTimers,
  skillLevels,
  wrapUpRule,
} from './values.ts';

/** Every directory record carries a version; a change names the version it was made on (compare-and-set). */
const record = { id, version: z.int().positive() };

/** IANA time zone name that this machine knows, such as `Europe/Berlin`. */
export const timeZone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, 'expected an IANA time zone such as "Europe/Berlin"');

export const signInName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,62}$/, 'expected 2–63 of a–z, 0–9, dot, dash, underscore');

/** ASVS 5.0 §6.2: at least 8 characters (we ask 12), at most 128, any characters. */
export const newPassword = z.string().min(12, 'expected at least 12 characters').max(128);

const personFields = {
  signInName,
  name: label,
  /** Shown to customers under the name: "Mortgage adviser". */
  title: z.string().trim().max(120).default(''),
  /** Data URL of a small picture (PNG, JPEG or WebP, at most 48 kB) or null. */
  picture: z
    .string()
    .max(64 * 1024)
    .regex(
      /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/,
      'expected a data URL of a PNG, JPEG or WebP',
    )
    .nullable()
    .default(null),
  roles: z.array(accountRole).min(1),
  languages: z.array(languageTag).default([]),
  skills: skillLevels.default({}),
  active: z.boolean().default(true),
};
export const person = z.object({ ...record, ...personFields, lockedUntil: instant.nullable() });
export type Person = z.infer<typeof person>;
export const newPerson = z.object({ ...personFields, password: newPassword });
export type NewPerson = z.infer<typeof newPerson>;
/** A change of a person; a password only when it is to be set anew. */
export const personChange = z.object({
  version: record.version,
  ...personFields,
  password: newPassword.optional(),
});

const skillFields = { name: label };
export const skill = z.object({ ...record, ...skillFields });
export type Skill = z.infer<typeof skill>;

/** Icons a service can show: names the pages know. */
export const serviceIcon = z.enum([
  'talk',
  'home',
  'card',
  'savings',
  'business',
  'shield',
  'health',
  'document',
  'help',
]);

const serviceFields = {
  name: localized,
  description: localized.nullable().default(null),
  icon: serviceIcon.default('talk'),
  /** Order on the customer's page, small first. */
  position: z.int().min(0).max(1000).default(0),
  active: z.boolean().default(true),
  /** Skill id → least level. */
  requiredSkills: skillLevels.default({}),
  /** Higher goes first; 0 is normal. */
  priority: z.int().min(-100).max(100).default(0),
  timers: serviceTimers.prefault({}),
  wrapUp: wrapUpRule.default({ mode: 'optional' }),
  dispositionIds: z.array(id).default([]),
};
export const service = z.object({ ...record, ...serviceFields });
export type Service = z.infer<typeof service>;

const branchFields = {
  name: label,
  address: z.string().trim().max(300).default(''),
  timeZone: timeZone.default('UTC'),
  /** Languages on the first screen, in order. */
  languages: z.array(pageLanguage).min(1).default(['en', 'de', 'fr', 'es', 'ar']),
};
export const branch = z.object({ ...record, ...branchFields });
export type Branch = z.infer<typeof branch>;

const kioskFields = {
  name: label,
  branchId: id,
  /** Services offered there; null means all active ones. */
  serviceIds: z.array(id).nullable().default(null),
};
export const kiosk = z.object({
  ...record,
  ...kioskFields,
  enrolledAt: instant.nullable(),
  lastSeenAt: instant.nullable(),
});
export type Kiosk = z.infer<typeof kiosk>;

const dispositionFields = { name: label, active: z.boolean().default(true) };
export const disposition = z.object({ ...record, ...dispositionFields });
export type Disposition = z.infer<typeof disposition>;

/** The directory's kinds of records (people have passwords and are apart): name, record, what makes a new one. */
export const directoryKinds = {
  skills: { record: skill, fields: z.object(skillFields) },
  services: { record: service, fields: z.object(serviceFields) },
  branches: { record: branch, fields: z.object(branchFields) },
  kiosks: { record: kiosk, fields: z.object(kioskFields) },
  dispositions: { record: disposition, fields: z.object(dispositionFields) },
} as const;
export type DirectoryKind = keyof typeof directoryKinds;
export type DirectoryRecord<K extends DirectoryKind> = z.infer<(typeof directoryKinds)[K]['record']>;
export type DirectoryFields<K extends DirectoryKind> = z.infer<(typeof directoryKinds)[K]['fields']>;
export type DirectoryInput<K extends DirectoryKind> = z.input<(typeof directoryKinds)[K]['fields']>;
