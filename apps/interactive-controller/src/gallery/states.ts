import type { CallSnapshot, LiveState, LocalMediaSnapshot } from '@rem/client';
import type { CustomerSetup, SessionView, TimelineEntry } from '@rem/protocol';
import type { CustomerModel } from '../model/model.ts';
import { UNCHECKED } from '../model/unchecked.ts';

/** Ids that look like ids. */
const uuid = (digit: number): string => `0000000${digit}-0000-4000-8000-000000000000`;

/** What a state is drawn with, apart from words and times. */
export interface GalleryTools {
  /** Now on this machine's clock, in ms. */
  readonly now: number;
  /** Pictures that move, for the expert and the customer. */
  readonly remote: MediaStream | null;
  readonly own: MediaStream | null;
}

const services: CustomerSetup['services'] = [
  [
    'home',
    'Home and mortgage',
    'Wohnen und Hypothek',
    'Logement et crédit',
    'Vivienda e hipoteca',
    'السكن والرهن العقاري',
  ],
  ['card', 'Cards', 'Karten', 'Cartes', 'Tarjetas', 'البطاقات'],
  [
    'savings',
    'Saving and investing',
    'Sparen und Anlegen',
    'Épargne et placement',
    'Ahorro e inversión',
    'الادخار والاستثمار',
  ],
  ['business', 'Business customers', 'Geschäftskunden', 'Entreprises', 'Empresas', 'عملاء الأعمال'],
  ['shield', 'Insurance', 'Versicherung', 'Assurance', 'Seguros', 'التأمين'],
  ['help', 'Anything else', 'Etwas anderes', 'Autre chose', 'Otra cosa', 'أمر آخر'],
].map(([icon, en = '', de = '', fr = '', es = '', ar = ''], index) => ({
  id: uuid(index),
  name: { en, de, fr, es, ar },
  description:
    index % 2 === 0
      ? { en: 'Advice, contracts, questions', de: 'Beratung, Verträge, Fragen', ar: 'نصائح وعقود وأسئلة' }
      : null,
  icon: icon as CustomerSetup['services'][number]['icon'], // the literals above are icon names
}));

const setup: CustomerSetup = {
  brand: { name: 'Meridian Bank' },
  branch: { id: uuid(8), name: 'Central Station' },
  kiosk: null,
  languages: ['en', 'de', 'fr', 'es', 'ar'],
  services,
};

const [service] = services;
if (!service) throw new Error('the gallery has no service');

const local = ({ own }: GalleryTools): LocalMediaSnapshot => ({
  state: 'open',
  stream: own,
  audioTrack: own?.getAudioTracks()[0] ?? own?.getVideoTracks()[0] ?? null,
  videoTrack: own?.getVideoTracks()[0] ?? null,
  audioProblem: null,
  videoProblem: null,
});

const denied: LocalMediaSnapshot = {
  state: 'open',
  stream: null,
  audioTrack: null,
  videoTrack: null,
  audioProblem: 'missing',
  videoProblem: 'denied',
};

const session = (now: number, phase: SessionView['phase']): SessionView => ({
  id: uuid(9),
  version: 3,
  lastNo: 4,
  serviceId: service.id,
  serviceName: service.name,
  branchName: 'Central Station',
  kioskName: null,
  language: 'en',
  customerName: null,
  requestedAt: now - 90_000,
  phase,
  expert:
    phase.state === 'waiting' ? null : { name: 'Amara Diallo', title: 'Mortgage adviser', picture: null },
  peer: null,
});

const live = (now: number, phase: SessionView['phase'] | null, more: Partial<LiveState> = {}): LiveState => ({
  connection: 'open',
  closedBecause: null,
  session: phase && session(now, phase),
  entries: [],
  desk: null,
  live: null,
  clockOffset: 0,
  iceServers: [],
  ...more,
});

const talking = (tools: GalleryTools, more: Partial<CallSnapshot> = {}): CallSnapshot => ({
  state: 'connected',
  trouble: null,
  remote: tools.remote,
  remoteVideo: true,
  audio: true,
  video: true,
  peer: { audio: true, video: true, quality: { loss: 0, roundTrip: 24, jitter: 3, grade: 'good' } },
  quality: { loss: 0.002, roundTrip: 31, jitter: 4, grade: 'good' },
  ...more,
});

const active = (now: number, more: object = {}): SessionView['phase'] => ({
  state: 'active',
  connectedAt: now - 60_000,
  held: false,
  absent: { customer: null, expert: null },
  ...more,
});

const waiting = (more: object = {}): SessionView['phase'] => ({
  state: 'waiting',
  position: 3,
  expectedWait: { from: 120, to: 300 },
  ringing: false,
  ...more,
});

const again = (now: number): TimelineEntry => ({
  sessionId: uuid(9),
  no: 5,
  at: now,
  actor: { kind: 'system' },
  what: { type: 'session:waiting', cause: 'expert_lost' },
});

const base = (): CustomerModel => ({
  screen: { name: 'attract' },
  setup,
  idle: null,
  live: null,
  call: null,
  local: { ...denied, state: 'closed', audioProblem: null, videoProblem: null },
  check: null,
  messages: [],
  chatOpen: false,
  unread: 0,
  wipes: 0,
});

type State = (tools: GalleryTools) => Partial<CustomerModel>;

const idle = ({ now }: GalleryTools, seconds: number, total: number): CustomerModel['idle'] => ({
  endsAt: now + seconds * 1_000,
  total: total * 1_000,
});

const inCall = (
  tools: GalleryTools,
  phase: object,
  call: Partial<CallSnapshot> = {},
): Partial<CustomerModel> => ({
  screen: { name: 'session' },
  live: live(tools.now, active(tools.now, phase)),
  call: talking(tools, call),
  local: local(tools),
});

const inLine = (
  tools: GalleryTools,
  more: object,
  liveMore: Partial<LiveState> = {},
): Partial<CustomerModel> => ({
  screen: { name: 'session' },
  live: live(tools.now, waiting(more), liveMore),
  local: local(tools),
});

const unavailable = { code: 'unavailable', message: '', retryable: true } as const;

/** Every state that the page has, by name. */
export const states: Readonly<Record<string, State>> = {
  attract: () => ({}),
  'attract-many': () => ({
    setup: {
      ...setup,
      services: [...services, ...services.map((each, no) => ({ ...each, id: `${each.id}${no}` }))],
    },
  }),
  'attract-empty': () => ({ setup: { ...setup, services: [] } }),
  consent: (tools) => ({ screen: { name: 'consent', service }, idle: idle(tools, 52, 60) }),
  check: (tools) => ({
    screen: { name: 'check', service },
    idle: idle(tools, 104, 120),
    local: local(tools),
    check: { ...UNCHECKED, level: () => 0.45, heard: true, speaker: 'played' },
  }),
  'check-done': (tools) => ({
    screen: { name: 'check', service },
    idle: idle(tools, 104, 120),
    local: local(tools),
    check: {
      level: () => 0.2,
      heard: true,
      speaker: 'heard',
      network: 'done',
      figures: { loss: 0.001, roundTrip: 18, jitter: 2, grade: 'good' },
    },
  }),
  'check-denied': (tools) => ({
    screen: { name: 'check', service },
    idle: idle(tools, 14, 120),
    local: denied,
    check: {
      ...UNCHECKED,
      speaker: 'silent',
      network: 'done',
      figures: { loss: null, roundTrip: null, jitter: null, grade: 'lost' },
    },
  }),
  requesting: (tools) => ({ screen: { name: 'session' }, live: live(tools.now, null), local: local(tools) }),
  waiting: (tools) => inLine(tools, {}),
  'waiting-next': (tools) => inLine(tools, { position: 1, expectedWait: { from: 0, to: 40 } }),
  'waiting-unknown': (tools) => inLine(tools, { position: 12, expectedWait: null }),
  'waiting-again': (tools) => inLine(tools, { position: 1 }, { entries: [again(tools.now)] }),
  'waiting-offline': (tools) => inLine(tools, {}, { connection: 'reconnecting' }),
  ringing: (tools) => inLine(tools, { position: 1, ringing: true }),
  connecting: (tools) => ({
    ...inCall(tools, {}, { state: 'connecting', remote: null, peer: null, quality: null }),
    live: live(tools.now, { state: 'connecting', deadline: tools.now + 15_000 }),
  }),
  call: (tools) => inCall(tools, {}),
  'call-chat': (tools) => ({
    ...inCall(tools, {}),
    chatOpen: true,
    messages: [
      {
        id: 'a',
        mine: false,
        name: 'Amara Diallo',
        text: 'Please have your last statement ready.',
        at: tools.now,
        state: 'sent',
      },
      { id: 'b', mine: true, name: '', text: 'I have it here.', at: tools.now, state: 'sent' },
      { id: 'c', mine: true, name: '', text: 'Account 4711', at: tools.now, state: 'failed' },
    ],
  }),
  'call-muted': (tools) => ({ ...inCall(tools, {}, { audio: false, video: false }), unread: 2 }),
  held: (tools) => inCall(tools, { held: true }),
  reconnecting: (tools) => inCall(tools, {}, { state: 'reconnecting', trouble: 'own' }),
  'reconnecting-other': (tools) => inCall(tools, {}, { state: 'reconnecting', trouble: 'other' }),
  absent: (tools) => inCall(tools, { absent: { customer: null, expert: tools.now - 5_000 } }),
  end: (tools) => ({ screen: { name: 'end', how: 'served' }, idle: idle(tools, 17, 20) }),
  'end-left': (tools) => ({ screen: { name: 'end', how: 'left' }, idle: idle(tools, 17, 20) }),
  'end-failed': (tools) => ({ screen: { name: 'end', how: 'failed' }, idle: idle(tools, 3, 20) }),
  error: (tools) => ({
    screen: {
      name: 'error',
      what: 'request',
      error: { code: 'service_closed', message: '', retryable: true },
    },
    idle: idle(tools, 41, 60),
  }),
  'error-setup': () => ({ screen: { name: 'error', what: 'setup', error: unavailable } }),
  enrol: () => ({ screen: { name: 'enrol', state: 'asking', error: null, kioskName: null } }),
  'enrol-refused': () => ({
    screen: {
      name: 'enrol',
      state: 'asking',
      error: { code: 'invalid_code', message: '', retryable: false },
      kioskName: null,
    },
  }),
  'enrol-done': () => ({ screen: { name: 'enrol', state: 'done', error: null, kioskName: 'Lobby 1' } }),
};

/** The page's model in one of its states. */
export function modelOf(name: string, tools: GalleryTools): CustomerModel {
  return { ...base(), ...(states[name] ?? (() => ({})))(tools) };
}
