import type { Clock } from '@rem/kit';
import type { PeerState, Quality } from '@rem/protocol';
import type { ClientLogger, LiveClient, MediaRoom } from '../live/types.ts';
import type { LocalMedia } from '../media/types.ts';
import type { Snapshot } from '../snapshot.ts';

export type CallState =
  /** No media is asked for. */
  | 'idle'
  /** Media is being set up; nothing of the other has been seen or heard. */
  | 'connecting'
  | 'connected'
  /** The picture stands still or a link is lost; it is being made again. */
  | 'reconnecting'
  /** It could not be made again for `GIVE_UP_MS`; trying goes on, but people should be told. */
  | 'failed';

export interface CallSnapshot {
  readonly state: CallState;
  /** Whose connection is in trouble, as far as this side can tell; null in good order. */
  readonly trouble: 'own' | 'other' | null;
  /** The other's audio and video, to be set as `srcObject`; null before it comes. */
  readonly remote: MediaStream | null;
  /** The other's picture is there and moves. */
  readonly remoteVideo: boolean;
  /** What is sent from here: false when muted, and when there is no device. */
  readonly audio: boolean;
  readonly video: boolean;
  /** What the other side said of its media last. */
  readonly peer: PeerState | null;
  /** This side's connection over the last 2 s; null until measured. */
  readonly quality: Quality | null;
}

export interface CallOptions {
  readonly live: LiveClient;
  /** Default `call`. */
  readonly room?: MediaRoom;
  readonly media: LocalMedia;
  readonly clock?: Clock;
  readonly logger?: ClientLogger;
  /** Default: the browser's. */
  readonly RTCPeerConnection?: typeof RTCPeerConnection;
}

/**
 * Both directions of one participant's media. Waits for the server's `media:start`, sets everything up, and keeps
 * it up: what is lost is noticed within 2 s and made again without anybody's help.
 */
export interface Call {
  readonly state: Snapshot<CallSnapshot>;
  /** Mutes and unmutes at once, without a negotiation. */
  readonly setAudio: (on: boolean) => void;
  /** The same for the camera. */
  readonly setVideo: (on: boolean) => void;
  /** Sends another camera instead; rejects with the browser's error and keeps the old one. */
  readonly switchCamera: (deviceId: string) => Promise<void>;
  readonly switchMicrophone: (deviceId: string) => Promise<void>;
  /** Closes both links. The local media stay open: they are their owner's. Idempotent. */
  readonly stop: () => void;
}
