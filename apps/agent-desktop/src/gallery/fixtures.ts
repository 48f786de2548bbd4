import type { CallSnapshot, LocalMediaSnapshot } from '@rem/client';
import type { DeskView, OfferView, Quality, SessionView, TimelineEntry } from '@rem/protocol';
import { messagesOf } from '../desk/messages-of.ts';
import type { DeskActions, DeskModel } from '../desk/model.ts';
import { defaultRing } from '../offer/ring-settings.ts';
import { movingPicture } from './moving-picture.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const now = Date.now();
export const ago = (seconds: number) => now - seconds * 1000;

export const me = id(1);
const service = {
  en: 'Mortgage advice',
  de: 'Baufinanzierung',
  fr: 'Conseil en prêt immobilier',
  es: 'Asesoría hipotecaria',
  ar: 'استشارات الرهن العقاري',
};

export const good: Quality = { loss: 0.001, roundTrip: 24, jitter: 4, grade: 'good' };
export const poor: Quality = { loss: 0.09, roundTrip: 340, jitter: 61, grade: 'poor' };

const idleCall: CallSnapshot = {
  state: 'idle',
  trouble: null,
  remote: null,
  remoteVideo: false,
  audio: true,
  video: true,
  peer: null,
  quality: null,
};

const closedMedia: LocalMediaSnapshot = {
  state: 'closed',
  stream: null,
  audioTrack: null,
  videoTrack: null,
  audioProblem: null,
  videoProblem: null,
};

export function openMedia(change: Partial<LocalMediaSnapshot> = {}): LocalMediaSnapshot {
  const stream = movingPicture('#2f4858', '#f2c9a1');
  const track = stream.getVideoTracks()[0] ?? null;
  // Any track stands for a microphone here: only that there is one is looked at.
  return { ...closedMedia, state: 'open', stream, audioTrack: track, videoTrack: track, ...change };
}

export function liveCall(change: Partial<CallSnapshot> = {}): CallSnapshot {
  const peer = { audio: true, video: true, quality: good };
  const remote = movingPicture('#57684e', '#c68f6a');
  return { ...idleCall, state: 'connected', remote, remoteVideo: true, peer, quality: good, ...change };
}

export const desk: DeskView = {
  expertId: me,
  name: 'Amara Okafor',
  since: ago(252),
  expert: { state: 'available' },
  after: 'available',
  offer: null,
  session: null,
  figures: {
    served: 11,
    missed: 1,
    declined: 0,
    talkMs: 6_412_000,
    averageHandleMs: 742_000,
    availableMs: 9_930_000,
  },
};

export const offer: OfferView = {
  id: id(3),
  sessionId: id(4),
  serviceName: service,
  language: 'de',
  branchName: 'Berlin Alexanderplatz',
  kioskName: 'Kiosk 2, ground floor',
  customerName: 'Jonas Weber',
  waitedMs: 74_000,
  offeredAt: ago(6),
  expiresAt: now + 14_000,
  why: [
    { code: 'skill', skill: 'Mortgages', level: 9, required: 5 },
    { code: 'language', language: 'de' },
    { code: 'longest_idle', idleMs: 252_000, among: 4 },
  ],
};

export const session: SessionView = {
  id: offer.sessionId,
  version: 7,
  lastNo: 9,
  serviceId: id(5),
  serviceName: service,
  branchName: offer.branchName,
  kioskName: offer.kioskName,
  language: 'de',
  customerName: offer.customerName,
  requestedAt: ago(340),
  phase: {
    state: 'active',
    connectedAt: ago(196),
    held: false,
    absent: { customer: null, expert: null },
  },
  expert: { name: desk.name, title: 'Mortgage adviser', picture: null },
  peer: { audio: true, video: true, quality: good },
};

const happenings: readonly (readonly [number, TimelineEntry['what']])[] = [
  [
    340,
    {
      type: 'session:requested',
      serviceId: session.serviceId,
      branchId: null,
      kioskId: null,
      language: 'de',
      consents: { terms: true, recording: true },
    },
  ],
  [340, { type: 'session:waiting', cause: 'requested' }],
  [310, { type: 'session:offered', offerId: id(9), expertId: id(8), expiresAt: ago(290) }],
  [290, { type: 'session:missed', offerId: id(9), expertId: id(8) }],
  [290, { type: 'session:waiting', cause: 'missed' }],
  [214, { type: 'session:offered', offerId: offer.id, expertId: me, expiresAt: ago(194) }],
  [203, { type: 'session:accepted', offerId: offer.id, expertId: me }],
  [196, { type: 'session:connected', expertId: me }],
  [
    150,
    {
      type: 'chat:message',
      messageId: id(20),
      from: 'customer',
      text: 'Ich habe den Grundbuchauszug dabei.',
    },
  ],
  [
    128,
    {
      type: 'chat:message',
      messageId: id(21),
      from: 'expert',
      text: 'Wunderbar. Bitte legen Sie ihn gleich unter die Dokumentenkamera, dann gehen wir ihn zusammen durch.',
    },
  ],
  [60, { type: 'party:absent', party: 'customer' }],
  [48, { type: 'party:returned', party: 'customer' }],
];

export const entries: readonly TimelineEntry[] = happenings.map(([seconds, what], index) => ({
  sessionId: session.id,
  no: index + 1,
  at: ago(seconds),
  actor: { kind: 'system' },
  what,
}));

const outgoing = [
  { id: id(30), sessionId: session.id, text: 'Einen Moment bitte.', at: now, failed: false },
  { id: id(31), sessionId: session.id, text: 'Ist das Bild jetzt besser?', at: now, failed: true },
];

export const wrapUp: Extract<DeskView['expert'], { state: 'wrap_up' }> = {
  state: 'wrap_up',
  sessionId: session.id,
  rule: { mode: 'mandatory' },
  endsAt: null,
  serviceName: service,
  customerName: session.customerName,
  dispositions: [
    'Advice given',
    'Appointment made',
    'Contract signed',
    'Needs documents',
    'Not our service',
  ].map((name, index) => ({ id: id(40 + index), name })),
};

export function model(change: Partial<DeskModel> = {}, deskChange: Partial<DeskView> = {}): DeskModel {
  return {
    desk: { ...desk, ...deskChange },
    clockOffset: 0,
    line: null,
    call: idleCall,
    local: closedMedia,
    wanted: { audio: true, video: true },
    entries: [],
    messages: [],
    ring: defaultRing,
    pending: null,
    notice: null,
    embedded: false,
    ...change,
  };
}

/** A desk in a call, whatever else is said of it. */
export function inCall(change: Partial<DeskModel> = {}, view: SessionView = session): DeskModel {
  return model(
    {
      call: liveCall(),
      local: openMedia(),
      entries,
      messages: messagesOf(entries, outgoing, { me: desk.name, customer: 'Jonas Weber' }),
      ...change,
    },
    { expert: { state: 'busy' }, since: ago(203), session: view },
  );
}

const nothing = () => {};
/** Nothing happens in a gallery. */
export const actions: DeskActions = {
  setState: nothing,
  accept: nothing,
  decline: nothing,
  toggleMicrophone: nothing,
  toggleCamera: nothing,
  toggleHold: nothing,
  end: nothing,
  say: nothing,
  sayAgain: nothing,
  completeWrapUp: nothing,
  setRing: nothing,
  tryRing: nothing,
  checkDevices: nothing,
  signOut: nothing,
  dismissNotice: nothing,
};
