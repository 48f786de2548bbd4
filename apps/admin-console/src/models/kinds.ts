import {
  type AccountRole,
  type Branch,
  type Disposition,
  directoryKinds,
  type Kiosk,
  type Localized,
  newPerson,
  type PageLanguage,
  type Person,
  pageLanguages,
  personChange,
  type Service,
  type ServiceTimers,
  type Skill,
  type WrapUpRule,
} from '@rem/protocol';
import type { z } from 'zod';
import type { PageName } from './navigation.ts';

/** Kinds of records that are listed and edited the same way. */
export type KindName = Extract<
  PageName,
  'people' | 'skills' | 'services' | 'branches' | 'kiosks' | 'dispositions'
>;

/** Number inputs hold an empty text while nothing is entered. */
export type MaybeNumber = number | string;

// Type aliases and no interfaces: only those count as records of named values, which forms are made of.
export type PersonValues = {
  readonly name: string;
  readonly signInName: string;
  readonly title: string;
  readonly picture: string | null;
  readonly roles: readonly AccountRole[];
  readonly languages: readonly string[];
  readonly skills: Readonly<Record<string, number>>;
  readonly active: boolean;
  /** Empty: keep the present one. */
  readonly password: string;
};
export type SkillValues = {
  readonly name: string;
};
export type DispositionValues = {
  readonly name: string;
  readonly active: boolean;
};
export type BranchValues = {
  readonly name: string;
  readonly address: string;
  readonly timeZone: string;
  readonly languages: readonly PageLanguage[];
};
export type KioskValues = {
  readonly name: string;
  readonly branchId: string;
  readonly allServices: boolean;
  readonly serviceIds: readonly string[];
};
type Texts = Readonly<Record<PageLanguage, string>>;
export type ServiceValues = {
  readonly name: Texts;
  readonly description: Texts;
  readonly icon: Service['icon'];
  readonly position: MaybeNumber;
  readonly active: boolean;
  readonly requiredSkills: Readonly<Record<string, number>>;
  readonly priority: MaybeNumber;
  readonly timers: Readonly<Record<keyof ServiceTimers, MaybeNumber>>;
  readonly wrapUp: WrapUpRule['mode'];
  readonly wrapUpSeconds: MaybeNumber;
  readonly dispositionIds: readonly string[];
};

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** A kind of record between the wire (`R`) and its form (`V`). */
export interface Kind<R extends Versioned, V> {
  readonly name: KindName;
  /** Field that a taken name is told at. */
  readonly nameField: string;
  /** What a new record's form begins with. */
  readonly empty: V;
  readonly valuesOf: (record: R) => V;
  /** What the server is sent, before it is parsed. */
  readonly inputOf: (values: V) => unknown;
  readonly schema: (isNew: boolean) => z.ZodType;
  /** Whether these values change what cannot be read back. */
  readonly isSecret: (values: V) => boolean;
}

const none: Texts = Object.fromEntries(pageLanguages.map((each) => [each, ''])) as Texts; // fromEntries loses the keys

const textsOf = (text: Localized | null): Texts => ({
  ...none,
  ...Object.fromEntries(Object.entries(text ?? {}).filter(([, each]) => each !== undefined)),
});

/** Only the languages that something was written in. */
function writtenIn(texts: Texts): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
}

/** Required fields stay, so that their absence is told. */
const nameInput = (texts: Texts) => ({ ...writtenIn(texts), en: texts.en });

function descriptionInput(texts: Texts): Record<string, string> | null {
  const written = writtenIn(texts);
  return Object.keys(written).length === 0 ? null : { ...written, en: texts.en };
}

const never = () => false;

export const personKind: Kind<Person, PersonValues> = {
  name: 'people',
  nameField: 'signInName',
  empty: {
    name: '',
    signInName: '',
    title: '',
    picture: null,
    roles: ['expert'],
    languages: ['en'],
    skills: {},
    active: true,
    password: '',
  },
  valuesOf: ({ name, signInName, title, picture, roles, languages, skills, active }) => ({
    ...{ name, signInName, title, picture, roles, languages, skills, active },
    password: '',
  }),
  inputOf: ({ password, ...values }) => (password === '' ? values : { ...values, password }),
  schema: (isNew) => (isNew ? newPerson : personChange.omit({ version: true })),
  isSecret: ({ password }) => password !== '',
};

export const skillKind: Kind<Skill, SkillValues> = {
  name: 'skills',
  nameField: 'name',
  empty: { name: '' },
  valuesOf: ({ name }) => ({ name }),
  inputOf: (values) => values,
  schema: () => directoryKinds.skills.fields,
  isSecret: never,
};

export const dispositionKind: Kind<Disposition, DispositionValues> = {
  name: 'dispositions',
  nameField: 'name',
  empty: { name: '', active: true },
  valuesOf: ({ name, active }) => ({ name, active }),
  inputOf: (values) => values,
  schema: () => directoryKinds.dispositions.fields,
  isSecret: never,
};

export const branchKind: Kind<Branch, BranchValues> = {
  name: 'branches',
  nameField: 'name',
  empty: {
    name: '',
    address: '',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    languages: [...pageLanguages],
  },
  valuesOf: ({ name, address, timeZone, languages }) => ({ name, address, timeZone, languages }),
  inputOf: (values) => values,
  schema: () => directoryKinds.branches.fields,
  isSecret: never,
};

export const kioskKind: Kind<Kiosk, KioskValues> = {
  name: 'kiosks',
  nameField: 'name',
  empty: { name: '', branchId: '', allServices: true, serviceIds: [] },
  valuesOf: ({ name, branchId, serviceIds }) => ({
    ...{ name, branchId },
    allServices: serviceIds === null,
    serviceIds: serviceIds ?? [],
  }),
  inputOf: ({ allServices, serviceIds, ...values }) => ({
    ...values,
    serviceIds: allServices ? null : serviceIds,
  }),
  schema: () => directoryKinds.kiosks.fields,
  isSecret: never,
};

export const serviceKind: Kind<Service, ServiceValues> = {
  name: 'services',
  nameField: 'name.en',
  empty: {
    name: none,
    description: none,
    icon: 'talk',
    position: 0,
    active: true,
    requiredSkills: {},
    priority: 0,
    timers: { offer: 20, connecting: 15, absence: 30 },
    wrapUp: 'optional',
    wrapUpSeconds: 60,
    dispositionIds: [],
  },
  valuesOf: ({ name, description, wrapUp, icon, position, active, requiredSkills, priority, ...rest }) => ({
    ...{ icon, position, active, requiredSkills, priority },
    ...{ timers: rest.timers, dispositionIds: rest.dispositionIds },
    name: textsOf(name),
    description: textsOf(description),
    wrapUp: wrapUp.mode,
    wrapUpSeconds: wrapUp.mode === 'timed' ? wrapUp.seconds : 60,
  }),
  inputOf: ({ name, description, wrapUp, wrapUpSeconds, ...values }) => ({
    ...values,
    name: nameInput(name),
    description: descriptionInput(description),
    wrapUp: wrapUp === 'timed' ? { mode: wrapUp, seconds: wrapUpSeconds } : { mode: wrapUp },
  }),
  schema: () => directoryKinds.services.fields,
  isSecret: never,
};
