import { z } from 'zod';
import { wireError } from './errors.ts';
import type { Right } from './rights.ts';
import { timelineEntry } from './timeline.ts';
import {
  awayReason,
  chosenAwayReason,
  consents,
  declineReason,
  endReason,
  id,
  instant,
  label,
  languageTag,
  localized,
  outcome,
  wrapUpRule,
} from './values.ts';

/** Path of the one WebSocket endpoint. */
export const livePath = '/api/v1/live';
/** Largest frame either side may send, in bytes. */
export const frameLimit = 64 * 1024;
/** Version of this file's frames; a client of another major version is told to reload. */
export const protocolVersion = 1;

/** Figures of one side's connection, measured by its browser over the last seconds. */
export const quality = z.object({
  /** Share of packets lost, 0–1, both directions. */
  loss: z.number().min(0).max(1),
  /** Round trip in ms; null until known. */
  roundTrip: z.number().nonnegative().nullable(),
  /** Jitter in ms. */
  jitter: z.number().nonnegative(),
  /** `good` is loss under 1 %, round trip under 50 ms and jitter under 30 ms; `lost` means no media now. */
  grade: z.enum(['good', 'fair', 'poor', 'lost']),
});
export type Quality = z.infer<typeof quality>;

/** What one side knows of the other's media. */
export const peerState = z.object({
  audio: z.boolean(),
  video: z.boolean(),
  quality: quality.nullable(),
});
export type PeerState = z.infer<typeof peerState>;

/** Who serves, as the customer sees them. */
export const expertCard = z.object({ name: label, title: z.string(), picture: z.string().nullable() });

const absences = z.object({ customer: instant.nullable(), expert: instant.nullable() });

/** The phase of a session as both pages draw it. */
const phase = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('waiting'),
    /** 1 is next. */
    position: z.int().positive(),
    /** Range in seconds; null when nobody can serve now or nothing is known. */
    expectedWait: z.object({ from: z.number(), to: z.number() }).nullable(),
    /** True when an expert is being asked right now. */
    ringing: z.boolean(),
  }),
  z.object({ state: z.literal('connecting'), deadline: instant }),
  z.object({ state: z.literal('active'), connectedAt: instant, held: z.boolean(), absent: absences }),
  z.object({ state: z.literal('ended'), outcome, reason: endReason, endedAt: instant }),
]);

/** A session as its two parties see it. */
export const sessionView = z.object({
  id,
  version: z.int().positive(),
  /** Number of the newest timeline entry. */
  lastNo: z.int().nonnegative(),
  serviceId: id,
  serviceName: localized,
  branchName: z.string().nullable(),
  kioskName: z.string().nullable(),
  language: languageTag,
  customerName: z.string().nullable(),
  requestedAt: instant,
  phase,
  expert: expertCard.nullable(),
  peer: peerState.nullable(),
});
export type SessionView = z.infer<typeof sessionView>;

/** The card that rings at the desk. */
export const offerView = z.object({
  id,
  sessionId: id,
  serviceName: localized,
  language: languageTag,
  branchName: z.string().nullable(),
  kioskName: z.string().nullable(),
  customerName: z.string().nullable(),
  waitedMs: z.int().nonnegative(),
  offeredAt: instant,
  expiresAt: instant,
  /** Why this expert, as codes with figures; the page puts them into words. */
  why: z.array(
    z.discriminatedUnion('code', [
      z.object({ code: z.literal('skill'), skill: z.string(), level: z.int(), required: z.int() }),
      z.object({ code: z.literal('language'), language: languageTag }),
      z.object({ code: z.literal('longest_idle'), idleMs: z.int(), among: z.int() }),
    ]),
  ),
});
export type OfferView = z.infer<typeof offerView>;
export type OfferReason = OfferView['why'][number];

export const expertState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('offline') }),
  z.object({ state: z.literal('available') }),
  z.object({ state: z.literal('offered') }),
  z.object({ state: z.literal('busy') }),
  z.object({
    state: z.literal('wrap_up'),
    sessionId: id,
    rule: wrapUpRule,
    endsAt: instant.nullable(),
    serviceName: localized,
    customerName: z.string().nullable(),
    dispositions: z.array(z.object({ id, name: label })),
  }),
  z.object({ state: z.literal('away'), reason: awayReason }),
]);

/** Today's own figures of an expert (their branch's day). Durations in ms. */
export const figures = z.object({
  served: z.int(),
  missed: z.int(),
  declined: z.int(),
  talkMs: z.int(),
  /** Mean time from accept to end of wrap-up; null before the first session. */
  averageHandleMs: z.int().nullable(),
  availableMs: z.int(),
});
export type Figures = z.infer<typeof figures>;

/** The whole of an expert's desk: what is drawn is a pure function of this. */
export const deskView = z.object({
  expertId: id,
  name: label,
  since: instant,
  expert: expertState,
  /** What happens after the present session and its wrap-up. */
  after: z.enum(['available', 'away']),
  offer: offerView.nullable(),
  session: sessionView.nullable(),
  figures,
});
export type DeskView = z.infer<typeof deskView>;

/** One session in the console's live view. */
export const liveSession = z.object({
  id,
  version: z.int().positive(),
  state: z.enum(['requested', 'waiting', 'offered', 'connecting', 'active', 'ended']),
  serviceId: id,
  branchId: id.nullable(),
  kioskId: id.nullable(),
  language: languageTag,
  customerName: z.string().nullable(),
  requestedAt: instant,
  connectedAt: instant.nullable(),
  held: z.boolean(),
  absent: absences,
  expertId: id.nullable(),
});
export type LiveSession = z.infer<typeof liveSession>;

export const liveExpert = z.object({
  id,
  version: z.int().positive(),
  name: label,
  state: z.enum(['offline', 'available', 'offered', 'busy', 'wrap_up', 'away']),
  reason: awayReason.nullable(),
  since: instant,
  sessionId: id.nullable(),
});
export type LiveExpert = z.infer<typeof liveExpert>;

export const liveSummary = z.object({
  waiting: z.int(),
  serving: z.int(),
  longestWaitMs: z.int(),
  answered: z.int(),
  abandoned: z.int(),
  /** Answered within 20 s ÷ answered, today; null before the first. */
  serviceLevel: z.number().nullable(),
});
export type LiveSummary = z.infer<typeof liveSummary>;

/** Numbers one side attaches to a command; the reply carries it back. */
const commandId = z.int().nonnegative();
const sdp = z
  .string()
  .min(1)
  .max(48 * 1024);
const link = z.enum(['publish', 'subscribe']);
/** RTCIceCandidateInit; null ends the candidates. */
export const iceCandidate = z.object({
  candidate: z.string().max(2048),
  sdpMid: z.string().max(64).nullable().optional(),
  sdpMLineIndex: z.int().min(0).max(64).nullable().optional(),
});
export type IceCandidate = z.infer<typeof iceCandidate>;
/** Which media a frame speaks of: the session's call, or the device check's lone room. */
const room = z.enum(['call', 'check']).default('call');

/** The first frame on a connection, within 5 s. */
export const helloFrame = z.object({
  type: z.literal('hello'),
  id: commandId,
  protocol: z.int(),
  as: z.enum(['customer', 'desk', 'console']),
  /** A customer's right to their session (from the reply to `session:request`); absent before the first request. */
  ticket: z.string().max(200).optional(),
  /** The last timeline number seen, to resume from. */
  after: z.object({ sessionId: id, no: z.int().nonnegative() }).optional(),
});

const customerFrames = [
  z.object({
    type: z.literal('session:request'),
    id: commandId,
    /** Made once per wish of the customer: the same id again returns the same session (double click, retry). */
    requestId: id,
    serviceId: id,
    branchId: id.nullable().default(null),
    language: languageTag,
    customerName: label.nullable().default(null),
    consents,
  }),
  z.object({ type: z.literal('session:cancel'), id: commandId }),
  z.object({ type: z.literal('check:start'), id: commandId }),
  z.object({ type: z.literal('check:stop'), id: commandId }),
] as const;

const deskFrames = [
  z.object({
    type: z.literal('expert:state'),
    id: commandId,
    state: z.discriminatedUnion('state', [
      z.object({ state: z.literal('available') }),
      z.object({ state: z.literal('away'), reason: chosenAwayReason }),
      z.object({ state: z.literal('offline') }),
    ]),
  }),
  z.object({ type: z.literal('offer:accept'), id: commandId, offerId: id }),
  z.object({ type: z.literal('offer:decline'), id: commandId, offerId: id, reason: declineReason }),
  z.object({ type: z.literal('session:hold'), id: commandId, held: z.boolean() }),
  z.object({
    type: z.literal('wrapup:complete'),
    id: commandId,
    sessionId: id,
    dispositionId: id.nullable(),
    note: z.string().max(4000),
  }),
] as const;

const partyFrames = [
  z.object({ type: z.literal('session:end'), id: commandId }),
  z.object({
    type: z.literal('chat:send'),
    id: commandId,
    messageId: id,
    text: z.string().trim().min(1).max(2000),
  }),
  z.object({ type: z.literal('media:publish'), id: commandId, room, sdp }),
  z.object({ type: z.literal('media:answer'), id: commandId, room, negotiation: z.int(), sdp }),
  z.object({
    type: z.literal('media:candidate'),
    id: commandId,
    room,
    link,
    candidate: iceCandidate.nullable(),
  }),
  z.object({ type: z.literal('media:resubscribe'), id: commandId, room }),
  z.object({ type: z.literal('media:keyframe'), id: commandId }),
  /** The other's media is seen or heard here (or this side has none to see): the call can begin. */
  z.object({ type: z.literal('media:ready'), id: commandId }),
  z.object({ type: z.literal('media:state'), id: commandId, state: peerState }),
] as const;

/** Answers a `ping`; the only frame without a number and a reply. */
const pongFrame = z.object({ type: z.literal('pong'), at: instant });

/** Everything a client may send. */
export const clientFrame = z.discriminatedUnion('type', [
  helloFrame,
  ...customerFrames,
  ...deskFrames,
  ...partyFrames,
  pongFrame,
]);
export type ClientFrame = z.infer<typeof clientFrame>;
export type ClientFrameType = ClientFrame['type'];
export type ClientFrameOf<T extends ClientFrameType> = Extract<ClientFrame, { type: T }>;
/** A frame as a caller writes it: defaults may be left out, the SDK numbers it. */
export type Command = DistributiveOmit<Exclude<z.input<typeof clientFrame>, { type: 'pong' }>, 'id'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** The right each frame type needs; one test walks this table as nobody and as each role. */
export const frameRights: Readonly<Record<ClientFrameType, Right>> = {
  hello: 'public',
  pong: 'public',
  'session:request': 'session:request',
  'session:cancel': 'session:take_part',
  'check:start': 'session:take_part',
  'check:stop': 'session:take_part',
  'expert:state': 'expert:work',
  'offer:accept': 'expert:work',
  'offer:decline': 'expert:work',
  'session:hold': 'expert:work',
  'wrapup:complete': 'expert:work',
  'session:end': 'session:take_part',
  'chat:send': 'session:take_part',
  'media:publish': 'session:take_part',
  'media:answer': 'session:take_part',
  'media:candidate': 'session:take_part',
  'media:resubscribe': 'session:take_part',
  'media:keyframe': 'session:take_part',
  'media:ready': 'session:take_part',
  'media:state': 'session:take_part',
};

/** RTCIceServer as the browser takes it. */
export const iceServer = z.object({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
});
export type IceServer = z.infer<typeof iceServer>;

/** What a successful command answers; `data` by the command's type. */
export const replies = {
  'session:request': z.object({ sessionId: id, ticket: z.string() }),
  'media:publish': z.object({ sdp: z.string() }),
} as const;
export type ReplyTo<T extends ClientFrameType> = T extends keyof typeof replies
  ? z.infer<(typeof replies)[T]>
  : undefined;

/** Everything the server sends. */
export const serverFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    protocol: z.int(),
    /** The server's clock, to correct countdowns on machines with a wrong one. */
    now: instant,
    /** A `ping` comes at least this often (ms); a client that misses two reconnects. */
    heartbeat: z.int().positive(),
    iceServers: z.array(iceServer),
  }),
  z.discriminatedUnion('ok', [
    z.object({ type: z.literal('reply'), id: commandId, ok: z.literal(true), data: z.unknown().optional() }),
    z.object({ type: z.literal('reply'), id: commandId, ok: z.literal(false), error: wireError }),
  ]),
  z.object({ type: z.literal('ping'), at: instant }),
  /** The customer's whole session; null: there is none (any more). */
  z.object({ type: z.literal('session'), session: sessionView.nullable() }),
  z.object({ type: z.literal('desk'), desk: deskView }),
  /** A new timeline entry, in order, each number once; after a reconnect those missed come first. */
  z.object({ type: z.literal('entry'), entry: timelineEntry }),
  z.object({
    type: z.literal('media:offer'),
    room: z.enum(['call', 'check']),
    negotiation: z.int(),
    sdp: z.string(),
  }),
  z.object({
    type: z.literal('media:candidate'),
    room: z.enum(['call', 'check']),
    link,
    candidate: iceCandidate.nullable(),
  }),
  /** Media must be set up (again): publish, and answer the offer that follows. Sent when a call begins and when an engine was replaced. */
  z.object({ type: z.literal('media:start'), room: z.enum(['call', 'check']) }),
  z.object({ type: z.literal('media:stop'), room: z.enum(['call', 'check']) }),
  z.object({ type: z.literal('media:peer'), peer: peerState }),
  /** The console's whole live picture; after it only what changed. */
  z.object({
    type: z.literal('live'),
    sessions: z.array(liveSession),
    experts: z.array(liveExpert),
    summary: liveSummary,
  }),
  z.object({
    type: z.literal('live:change'),
    sessions: z.array(liveSession),
    experts: z.array(liveExpert),
    /** Sessions that ended and leave the picture. */
    gone: z.array(id),
    summary: liveSummary,
  }),
  /** The connection ends now and why; the close code follows. */
  z.object({ type: z.literal('bye'), error: wireError }),
]);
export type ServerFrame = z.infer<typeof serverFrame>;
export type ServerFrameType = ServerFrame['type'];
export type ServerFrameOf<T extends ServerFrameType> = Extract<ServerFrame, { type: T }>;
