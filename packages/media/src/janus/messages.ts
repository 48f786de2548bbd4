import { z } from 'zod';

/**
 * What Janus sends on its WebSocket API, as far as it is used here.
 * @see https://janus.conf.meetecho.com/docs/rest.html (messages), /docs/videoroom.html (plugin data)
 */
export const janusMessage = z.object({
  janus: z.string(),
  transaction: z.string().optional(),
  /** The plugin handle that an event is about. */
  sender: z.number().optional(),
  session_id: z.number().optional(),
  data: z.object({ id: z.number() }).optional(),
  plugindata: z.object({ data: z.record(z.string(), z.unknown()) }).optional(),
  jsep: z.object({ type: z.enum(['offer', 'answer']), sdp: z.string() }).optional(),
  error: z.object({ code: z.number(), reason: z.string() }).optional(),
  /** Why a peer connection was hung up. */
  reason: z.string().optional(),
});

export type JanusMessage = z.output<typeof janusMessage>;

/** An error that the plugin itself reports, inside its data. */
export const pluginError = z.object({ error_code: z.number(), error: z.string() });

export const roomList = z.object({ list: z.array(z.object({ room: z.string() })) });

/** Who is in a room, and who of them sends. */
export const participantList = z.object({
  participants: z.array(z.object({ id: z.string(), publisher: z.boolean() })),
});

/** The event that answers a subscriber's `join`: whose stream is in which section of the offer. */
export const attached = z.object({
  streams: z.array(z.object({ mid: z.string(), feed_id: z.string().optional() })),
});

/** Codes of errors that mean something to us (apierror.h, janus_videoroom.c). */
export const janusErrors = {
  noSuchSession: 458,
  noSuchHandle: 459,
  unknownJsepType: 464,
  invalidSdp: 465,
  noSuchRoom: 426,
  roomExists: 427,
  noSuchFeed: 428,
} as const;
