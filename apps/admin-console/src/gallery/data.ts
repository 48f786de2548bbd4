import type {
  AuditRow,
  Branch,
  Disposition,
  Kiosk,
  LiveExpert,
  LiveSession,
  LiveSummary,
  Person,
  Service,
  SessionRow,
  Skill,
  TimelineEntry,
} from '@rem/protocol';
import type { Directory } from '../models/directory.ts';

/** Made-up records for the gallery: a bank as it might be. Everything happens around `now`. */
export const now = Date.now();
const minute = 60_000;

export const idOf = (kind: number, no: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${no.toString(16).padStart(12, '0')}`;

const longName = 'Maximiliane Theodora Freifrau von und zu Hohenstein-Wittgenstein-Berleburg';

const peopleNames = [
  'Amara Okafor',
  'Jonas Weber',
  'Claire Dubois',
  'Lucía Fernández',
  'Omar Haddad',
  'Priya Raman',
  'Tom Baker',
  'Noor Al-Sayed',
  longName,
  'Erik Lindqvist',
  'Mei Tanaka',
  'Sofia Rossi',
] as const;
const titles = ['Mortgage adviser', 'Business banking', 'Cards and payments', 'Savings and investments'];
const languages = [['en', 'de'], ['de', 'en'], ['fr', 'en'], ['es', 'en'], ['ar', 'en', 'fr'], ['en']];

export const skills: readonly Skill[] = ['Mortgages', 'Business loans', 'Cards', 'Savings', 'Insurance'].map(
  (name, no) => ({ id: idOf(2, no), version: 1, name }),
);
const skillId = (no: number): string => skills[no % skills.length]?.id ?? '';

export const people: readonly Person[] = peopleNames.map((name, no) => ({
  id: idOf(1, no),
  version: 3,
  signInName: `${name.toLowerCase().replace(/[^a-z]+/g, '.')}`.slice(0, 40),
  name,
  title: titles[no % titles.length] ?? '',
  picture: null,
  roles: no === 6 ? ['supervisor'] : no === 7 ? ['administrator', 'supervisor'] : ['expert'],
  languages: languages[no % languages.length] ?? ['en'],
  skills: { [skillId(no)]: 4 + (no % 6), [skillId(no + 1)]: 2 + (no % 4) },
  active: no !== 9,
  lockedUntil: no === 3 ? now + 12 * minute : null,
}));

export const dispositions: readonly Disposition[] = [
  'Contract signed',
  'Call again',
  'Sent to the branch',
  'No interest',
].map((name, no) => ({ id: idOf(6, no), version: 1, name, active: no !== 3 }));

const serviceNames = [
  { en: 'Mortgage advice', de: 'Baufinanzierung', ar: 'استشارة الرهن العقاري' },
  { en: 'Business banking', de: 'Firmenkunden', ar: 'خدمات الشركات' },
  { en: 'Cards', de: 'Karten', ar: 'البطاقات' },
  { en: 'Savings and investments', de: 'Sparen und Anlegen', ar: 'الادخار والاستثمار' },
  { en: 'Insurance', de: 'Versicherungen', ar: 'التأمين' },
  { en: 'Something else', de: 'Etwas anderes', ar: 'شيء آخر' },
];
const icons = ['home', 'business', 'card', 'savings', 'shield', 'talk'] as const;
export const services: readonly Service[] = serviceNames.map((name, no) => ({
  id: idOf(3, no),
  version: 2,
  name,
  description: { en: 'Talk to somebody who knows.', de: 'Sprechen Sie mit jemandem, der sich auskennt.' },
  icon: icons[no] ?? 'talk',
  position: no,
  active: no !== 5,
  requiredSkills: no === 5 ? {} : { [skillId(no)]: 5 },
  priority: no === 1 ? 10 : 0,
  timers: { offer: 20, connecting: 15, absence: 30 },
  wrapUp: no === 0 ? { mode: 'timed', seconds: 90 } : { mode: 'optional' },
  dispositionIds: dispositions.map(({ id }) => id),
}));

export const branches: readonly Branch[] = ['City Centre', 'Station Square', 'Riverside Mall'].map(
  (name, no) => ({
    id: idOf(4, no),
    version: 1,
    name,
    address: `${12 + no} High Street`,
    timeZone: 'Europe/Berlin',
    languages: ['en', 'de', 'fr', 'es', 'ar'],
  }),
);

export const kiosks: readonly Kiosk[] = ['Lobby, left', 'Lobby, right', 'Entrance', 'First floor'].map(
  (name, no) => ({
    id: idOf(5, no),
    version: 1,
    name,
    branchId: idOf(4, no % 3),
    serviceIds: no === 2 ? [idOf(3, 0), idOf(3, 2)] : null,
    enrolledAt: no === 3 ? null : now - 40 * 24 * 60 * minute,
    lastSeenAt: no === 3 ? null : now - (no + 1) * minute,
  }),
);

export const directory: Directory = { people, skills, services, branches, kiosks, dispositions };

const customers = ['Anna Schmidt', null, 'Yusuf Demir', 'Grace Thompson', null, longName, 'Chen Wei', null];

function liveSession(no: number, fields: Partial<LiveSession>): LiveSession {
  return {
    id: idOf(7, no),
    version: 1,
    state: 'waiting',
    serviceId: idOf(3, no % 6),
    branchId: idOf(4, no % 3),
    kioskId: idOf(5, no % 4),
    language: ['en', 'de', 'ar', 'es'][no % 4] ?? 'en',
    customerName: customers[no % customers.length] ?? null,
    requestedAt: now - 5_000,
    connectedAt: null,
    held: false,
    absent: { customer: null, expert: null },
    expertId: null,
    ...fields,
  };
}

function served(no: number, talkedMs: number, fields: Partial<LiveSession> = {}): LiveSession {
  return liveSession(no, {
    state: 'active',
    connectedAt: now - talkedMs,
    requestedAt: now - talkedMs - 30_000,
    expertId: idOf(1, no % 6),
    ...fields,
  });
}

const expertStates = [
  ['busy', null],
  ['busy', null],
  ['offered', null],
  ['busy', null],
  ['available', null],
  ['wrap_up', null],
  ['available', null],
  ['away', 'lunch'],
  ['away', 'missed_offer'],
  ['available', null],
  ['offline', null],
  ['offline', null],
] as const;

const experts: readonly LiveExpert[] = people.map(({ id, name }, no) => {
  const [state, reason] = expertStates[no] ?? ['offline', null];
  const since = now - (no + 1) * 97_000;
  return { id, version: 1, name, state, reason, since, sessionId: null };
});

const summary: LiveSummary = {
  waiting: 5,
  serving: 4,
  longestWaitMs: 102_000,
  answered: 184,
  abandoned: 7,
  serviceLevel: 0.87,
};

export const livePicture = {
  sessions: [
    liveSession(0, { requestedAt: now - 102_000 }),
    liveSession(1, { requestedAt: now - 41_000 }),
    liveSession(2, { requestedAt: now - 16_000, state: 'offered', expertId: idOf(1, 2) }),
    liveSession(3, { requestedAt: now - 9_000 }),
    liveSession(5, { requestedAt: now - 4_000, state: 'requested' }),
    served(8, 812_000),
    served(9, 305_000, { held: true }),
    served(11, 94_000, { absent: { customer: now - 4_000, expert: null } }),
    served(12, 0, { state: 'connecting', connectedAt: null }),
  ],
  experts,
  summary,
};

/** Ten times as much as there is room for. */
export const crowdedPicture = {
  sessions: [
    ...Array.from({ length: 14 }, (_, no) =>
      liveSession(100 + no, { requestedAt: now - (14 - no) * 13_000, customerName: longName }),
    ),
    ...Array.from({ length: 12 }, (_, no) => served(200 + no, no * 77_000, { expertId: idOf(1, 8) })),
  ],
  experts: Array.from({ length: 30 }, (_, no) => ({
    ...(experts[no % experts.length] as LiveExpert), // the index is within the list
    id: idOf(9, no),
  })),
  summary: { ...summary, waiting: 14, answered: 12_408, abandoned: 1_204, serviceLevel: 0.412 },
};

export const quietPicture = {
  sessions: [],
  experts: [],
  summary: { waiting: 0, serving: 0, longestWaitMs: 0, answered: 0, abandoned: 0, serviceLevel: null },
};

const outcomes = [
  ['served', 'expert_ended'],
  ['served', 'customer_ended'],
  ['abandoned', 'customer_cancelled'],
  ['served', 'expert_ended'],
  ['failed', 'no_media'],
] as const;

export const sessions: readonly SessionRow[] = Array.from({ length: 25 }, (_, no) => {
  const requestedAt = now - (no + 1) * 23 * minute;
  const [outcome, reason] = outcomes[no % outcomes.length] ?? ['served', 'expert_ended'];
  const isServed = outcome === 'served';
  return {
    id: idOf(7, no),
    state: no === 0 ? 'active' : 'ended',
    serviceId: idOf(3, no % 6),
    serviceName: services[no % 6]?.name ?? { en: '' },
    branchId: idOf(4, no % 3),
    branchName: branches[no % 3]?.name ?? null,
    kioskName: kiosks[no % 4]?.name ?? null,
    language: ['en', 'de', 'ar', 'es'][no % 4] ?? 'en',
    customerName: customers[no % customers.length] ?? null,
    expertId: isServed ? idOf(1, no % 6) : null,
    expertName: isServed ? (people[no % 9]?.name ?? null) : null,
    requestedAt,
    acceptedAt: isServed ? requestedAt + 14_000 : null,
    connectedAt: isServed ? requestedAt + 17_000 : null,
    endedAt: no === 0 ? null : requestedAt + 6 * minute,
    outcome: no === 0 ? null : outcome,
    reason: no === 0 ? null : reason,
    disposition: isServed ? (dispositions[no % 3]?.name ?? null) : null,
  };
});

const sessionId = idOf(7, 1);
const began = now - 30 * minute;
const story: readonly (readonly [number, TimelineEntry['what']])[] = [
  [
    0,
    {
      type: 'session:requested',
      serviceId: idOf(3, 0),
      branchId: idOf(4, 0),
      kioskId: idOf(5, 0),
      language: 'de',
      consents: { terms: true, recording: false },
    },
  ],
  [0, { type: 'session:waiting', cause: 'requested' }],
  [1, { type: 'session:offered', offerId: idOf(8, 0), expertId: idOf(1, 0), expiresAt: began + 21_000 }],
  [9, { type: 'session:declined', offerId: idOf(8, 0), expertId: idOf(1, 0), reason: 'not_my_skill' }],
  [9, { type: 'session:waiting', cause: 'declined' }],
  [10, { type: 'session:offered', offerId: idOf(8, 1), expertId: idOf(1, 1), expiresAt: began + 30_000 }],
  [30, { type: 'session:missed', offerId: idOf(8, 1), expertId: idOf(1, 1) }],
  [30, { type: 'session:waiting', cause: 'missed' }],
  [31, { type: 'session:offered', offerId: idOf(8, 2), expertId: idOf(1, 2), expiresAt: began + 51_000 }],
  [35, { type: 'session:accepted', offerId: idOf(8, 2), expertId: idOf(1, 2) }],
  [37, { type: 'session:connected', expertId: idOf(1, 2) }],
  [
    80,
    { type: 'chat:message', messageId: idOf(8, 9), from: 'expert', text: 'I am sending you the rates now.' },
  ],
  [95, { type: 'chat:message', messageId: idOf(8, 8), from: 'customer', text: 'Thank you!' }],
  [120, { type: 'session:held' }],
  [170, { type: 'session:resumed' }],
  [200, { type: 'party:absent', party: 'customer' }],
  [208, { type: 'party:returned', party: 'customer' }],
  [420, { type: 'session:ended', outcome: 'served', reason: 'expert_ended' }],
  [
    455,
    {
      type: 'wrapup:completed',
      dispositionId: idOf(6, 0),
      note: 'Wants an offer for 15 years.',
      timedOut: false,
    },
  ],
];
export const timeline: readonly TimelineEntry[] = story.map(([seconds, what], index) => ({
  sessionId,
  no: index + 1,
  at: began + seconds * 1000,
  actor: { kind: 'system' },
  what,
}));

const auditStory = [
  ['services:update', 'Mortgage advice'],
  ['people:update', 'Amara Okafor'],
  ['sign_in', 'Noor Al-Sayed'],
  ['kiosks:enrol_code', 'Lobby, left'],
  ['skills:create', 'Mortgages'],
  ['sign_in:refused', longName],
] as const;
export const auditRows: readonly AuditRow[] = Array.from({ length: 25 }, (_, index) => {
  const [action, name] = auditStory[index % auditStory.length] ?? ['sign_in', ''];
  const isRefused = action === 'sign_in:refused';
  return {
    no: 412 - index,
    at: now - (index + 1) * 7 * minute,
    actor: isRefused
      ? { kind: 'nobody' as const, id: null, name: 'nobody' }
      : { kind: 'account' as const, id: idOf(1, 7), name: 'Noor Al-Sayed' },
    action,
    subject: { kind: action.split(':')[0] ?? '', id: idOf(3, 0), name },
    before: index === 0 ? services[0] : null,
    after:
      index === 0
        ? {
            ...services[0],
            version: 3,
            name: { en: 'Mortgages and building', de: 'Baufinanzierung' },
            priority: 20,
            timers: { offer: 30, connecting: 15, absence: 30 },
            requiredSkills: { [skillId(0)]: 6, [skillId(4)]: 2 },
            dispositionIds: [dispositions[0]?.id],
          }
        : null,
    address: '192.0.2.17',
  };
});
