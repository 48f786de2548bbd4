import { Emitter, type Unsubscribe } from '@rem/kit';
import type { MediaStreamTrack, RTCRtpReceiver, RtpPacket } from 'werift';

export type MediaKind = 'audio' | 'video';

interface SourceEvents {
  packet: [packet: RtpPacket];
  /** The packets that follow come from another encoder. */
  cut: [];
}

/** Shortest time between two key frame requests to one sender, in ms. A key frame is large. */
const KEY_FRAME_INTERVAL = 300;

/**
 * What one party sends of one kind. It stays the same object while the peer connection under it is replaced, so
 * that subscribers keep their subscription when the party reloads its page.
 */
export class MediaSource {
  readonly kind: MediaKind;
  readonly #events = new Emitter<SourceEvents>();
  #track: MediaStreamTrack | undefined;
  #receiver: RTCRtpReceiver | undefined;
  #detach: (() => void) | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(kind: MediaKind) {
    this.kind = kind;
  }

  /** Feeds it from another track from now on. */
  attach(track: MediaStreamTrack, receiver: RTCRtpReceiver): void {
    if (this.#track === track) return;
    this.detach();
    const { unSubscribe } = track.onReceiveRtp.subscribe((packet) => this.#events.emit('packet', packet));
    this.#track = track;
    this.#receiver = receiver;
    this.#detach = unSubscribe;
    this.#askedAt = Number.NEGATIVE_INFINITY;
    this.#events.emit('cut');
  }

  detach(): void {
    this.#detach?.();
    this.#detach = undefined;
    this.#track = undefined;
    this.#receiver = undefined;
  }

  on<K extends keyof SourceEvents>(name: K, listener: (...args: SourceEvents[K]) => void): Unsubscribe {
    return this.#events.on(name, listener);
  }

  /** Asks the party's encoder for a key frame (PLI), unless that was just done. */
  requestKeyFrame(): void {
    const ssrc = this.#track?.ssrc;
    if (this.kind !== 'video' || ssrc === undefined || !this.#receiver) return;
    const now = performance.now();
    if (now - this.#askedAt < KEY_FRAME_INTERVAL) return;
    this.#askedAt = now;
    // Fails only while the link is not up; whoever needs the key frame asks again.
    this.#receiver.sendRtcpPLI(ssrc).catch(() => {});
  }
}
