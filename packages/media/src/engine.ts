import type { Unsubscribe } from '@rem/kit';

/**
 * One direction of one participant's media, seen from the participant.
 * `publish`: the participant offers, the engine answers; camera and microphone go up.
 * `subscribe`: the engine offers, the participant answers; the others' media come down.
 * Two peer connections a participant, so that every engine (an SFU by nature) fits the same signalling.
 */
export type MediaLink = 'publish' | 'subscribe';

/** As RTCIceCandidateInit; `null` marks the end of candidates. */
export interface IceCandidate {
  readonly candidate: string;
  readonly sdpMid?: string | null | undefined;
  readonly sdpMLineIndex?: number | null | undefined;
}

export type ParticipantKind =
  /** Sends and receives; the others see it. */
  | 'party'
  /** Receives only and is in no list of the others: a silent supervisor. */
  | 'hidden';

/** Addresses one participant of one room. Ids are ours (UUIDs); engines map them to their own. */
export interface ParticipantRef {
  readonly roomId: string;
  readonly participantId: string;
}

export interface MediaEngineEvents {
  /** The engine can be used (again). After `down` every room is gone: create and join again. */
  up: [];
  down: [reason: string];
  /**
   * The engine has media for this participant and offers it. Also sent again when the set of senders changes.
   * Answer with `answer`. `negotiation` ties answer to offer: an answer to an older one is ignored.
   * An offer with the session id (second field of its `o=` line) of the offer before continues that peer
   * connection; one with another session id wants a new RTCPeerConnection on the page, and the old one closed.
   * Each stream in it (`msid`, on a page `event.streams[0].id`) is named by the participant who sends it.
   */
  offer: [ref: ParticipantRef, negotiation: number, sdp: string];
  /** A candidate of the engine for this link (engines that gather before they answer never send one). */
  candidate: [ref: ParticipantRef, link: MediaLink, candidate: IceCandidate | null];
  /** ICE and DTLS of a link are up, or lost. */
  link: [ref: ParticipantRef, link: MediaLink, state: 'connected' | 'disconnected' | 'failed'];
}

/** One playable file (WebM) of a recording. */
export interface RecordedFile {
  /** Whose audio and video it has. A party that published anew during the recording has several files. */
  readonly participantId: string;
  readonly file: string;
  /** Wall-clock time in ms of the file's first packet: files of one recording are aligned by it. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * Each party is recorded into files of its own, as it was sent: nothing is decoded and encoded again during a
 * call. Mixing side by side is a job for afterwards.
 */
export interface Recording {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly files: readonly RecordedFile[];
}

export interface MediaEngineLoad {
  readonly rooms: number;
  readonly participants: number;
  /** Processor use of the engine since the last call, in cores; null where it cannot be known. */
  readonly cpu: number | null;
  /** Resident memory in bytes; null where it cannot be known. */
  readonly memory: number | null;
}

/**
 * The media server as the rest of the house sees it. All operations are idempotent where that makes sense
 * (creating a room that is there, leaving one that is not), reject with a `MediaError` and never hang: each has
 * a time limit of its own.
 */
export interface MediaEngine {
  readonly kind: 'embedded' | 'janus';
  /** True between `up` and `down`. */
  readonly ready: boolean;
  on<K extends keyof MediaEngineEvents>(
    name: K,
    listener: (...args: MediaEngineEvents[K]) => void,
  ): Unsubscribe;
  /** Connects and keeps connected (with backoff) until `close`. Resolves at once; `up` tells. */
  start(): void;
  /** Rooms that live in the engine now, to compare with what the store says after a restart. */
  rooms(): Promise<readonly string[]>;
  createRoom(roomId: string): Promise<void>;
  closeRoom(roomId: string): Promise<void>;
  /** A participant who is there already, as the same kind, stays as it is. Offers follow where others are. */
  join(ref: ParticipantRef, kind: ParticipantKind): Promise<void>;
  leave(ref: ParticipantRef): Promise<void>;
  /**
   * The participant's offer for its publish link → the engine's answer. An offer of the same session (`o=` line)
   * renegotiates the link (ICE restart, camera added); one of another session replaces it (rejoin after a reload).
   */
  publish(ref: ParticipantRef, offerSdp: string): Promise<string>;
  answer(ref: ParticipantRef, negotiation: number, answerSdp: string): Promise<void>;
  addCandidate(ref: ParticipantRef, link: MediaLink, candidate: IceCandidate | null): Promise<void>;
  /** Asks for a fresh subscribe offer (rejoin after a reload or a failed link). */
  resubscribe(ref: ParticipantRef): Promise<void>;
  /** Asks every party this participant receives for a key frame. */
  requestKeyframe(ref: ParticipantRef): Promise<void>;
  /** On hold no media flows between the parties, and links stay up. */
  setHeld(roomId: string, held: boolean): Promise<void>;
  startRecording(roomId: string, directory: string): Promise<void>;
  stopRecording(roomId: string): Promise<Recording>;
  load(): Promise<MediaEngineLoad>;
  /** Stops being a client of the engine; rooms stay as they are. Idempotent. */
  close(): Promise<void>;
}
