import { z } from 'zod';
import { mediaErrorCodes } from '../errors.ts';

/**
 * What the adapter and the engine process say to each other: one JSON object a line over a local socket.
 * Both ends parse every line with these schemas.
 */

/** Raised with every change that an older end would not understand; both ends come from one checkout. */
export const WIRE_VERSION = 1;

/** Longest line in bytes. An SDP of two parties has about 5 kB. */
export const LONGEST_LINE = 256 * 1024;

const id = z.string().min(1).max(128);
const sdp = z.string().max(200_000);
const link = z.enum(['publish', 'subscribe']);
const ref = z.object({ roomId: id, participantId: id });

const candidate = z.object({
  candidate: z.string().max(2_000),
  sdpMid: z.string().max(64).nullish(),
  sdpMLineIndex: z.int().min(0).max(64).nullish(),
});

const recordedFile = z.object({
  participantId: id,
  file: z.string(),
  startedAt: z.number(),
  endedAt: z.number(),
});

const nothing = z.null();

/** Each call: what goes in and what comes out. */
export const calls = {
  'rooms:list': { params: z.object({}), result: z.array(id) },
  'room:create': { params: z.object({ roomId: id }), result: nothing },
  'room:close': { params: z.object({ roomId: id }), result: nothing },
  'room:hold': { params: z.object({ roomId: id, held: z.boolean() }), result: nothing },
  'participant:join': { params: z.object({ ref, kind: z.enum(['party', 'hidden']) }), result: nothing },
  'participant:leave': { params: z.object({ ref }), result: nothing },
  'link:publish': { params: z.object({ ref, sdp }), result: sdp },
  'link:answer': { params: z.object({ ref, negotiation: z.int(), sdp }), result: nothing },
  'link:candidate': { params: z.object({ ref, link, candidate: candidate.nullable() }), result: nothing },
  'link:resubscribe': { params: z.object({ ref }), result: nothing },
  'link:keyframe': { params: z.object({ ref }), result: nothing },
  'recording:start': { params: z.object({ roomId: id, directory: z.string().min(1) }), result: nothing },
  'recording:stop': {
    params: z.object({ roomId: id }),
    result: z.object({ startedAt: z.number(), endedAt: z.number(), files: z.array(recordedFile).readonly() }),
  },
  'load:read': {
    params: z.object({}),
    result: z.object({ rooms: z.int(), participants: z.int(), cpu: z.number(), memory: z.number() }),
  },
} as const;

export type CallName = keyof typeof calls;
export type CallParams<K extends CallName> = z.output<(typeof calls)[K]['params']>;
export type CallResult<K extends CallName> = z.output<(typeof calls)[K]['result']>;

/** Adapter → engine. The parameters are parsed by `calls[call].params` in a second step. */
export const requestFrame = z.object({
  type: z.literal('request'),
  id: z.int(),
  call: z.custom<CallName>((value) => typeof value === 'string' && Object.hasOwn(calls, value)),
  params: z.unknown(),
});

/** Engine → adapter. */
export const engineFrame = z.discriminatedUnion('type', [
  /** First frame of every connection. `instance` is another one when the process was replaced. */
  z.object({ type: z.literal('hello'), version: z.literal(WIRE_VERSION), instance: id }),
  /** Another adapter took this one's place; the connection ends. */
  z.object({ type: z.literal('replaced') }),
  z.object({ type: z.literal('result'), id: z.int(), result: z.unknown() }),
  z.object({
    type: z.literal('error'),
    id: z.int(),
    code: z.enum(mediaErrorCodes),
    message: z.string(),
  }),
  z.object({ type: z.literal('offer'), ref, negotiation: z.int(), sdp }),
  z.object({
    type: z.literal('link'),
    ref,
    link,
    state: z.enum(['connected', 'disconnected', 'failed']),
  }),
]);

export type EngineFrame = z.output<typeof engineFrame>;
