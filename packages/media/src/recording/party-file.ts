import { MediaTime } from './media-time.ts';
import { PacketOrder } from './packet-order.ts';
import { pictureSize } from './vp8.ts';
import { Vp8Frames } from './vp8-frames.ts';
import { type WebmTrack, WebmWriter } from './webm.ts';

/** One RTP packet of Opus or VP8. */
export interface RecordedPacket {
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
}

export const CLOCK_RATES: Record<WebmTrack, number> = { audio: 48_000, video: 90_000 };

/** Packets that may come before a missing one is given up: about a quarter of a second of each. */
const PATIENCE: Record<WebmTrack, number> = { audio: 12, video: 64 };

/** RTP packets of one party in, a playable WebM file out. The file is made with the first frame. */
export class PartyFile {
  readonly path: string;
  readonly #frames = new Vp8Frames();
  readonly #order = {
    audio: new PacketOrder<RecordedPacket>(PATIENCE.audio),
    video: new PacketOrder<RecordedPacket>(PATIENCE.video),
  };
  readonly #time = { audio: new MediaTime(CLOCK_RATES.audio), video: new MediaTime(CLOCK_RATES.video) };
  readonly #last: Record<WebmTrack, number> = { audio: 0, video: 0 };
  #writer: WebmWriter | undefined;
  #start = 0;
  #keyFrameAt = Number.NEGATIVE_INFINITY;

  constructor(path: string) {
    this.path = path;
  }

  /** True while video cannot go on without a key frame. */
  get needsKeyFrame(): boolean {
    return this.#frames.broken;
  }

  /** When the last key frame came, on the time line of `push`. */
  get keyFrameAt(): number {
    return this.#keyFrameAt;
  }

  /** The packets of this track that follow are another stream's, or follow a pause. */
  cut(track: WebmTrack): void {
    this.#order[track].reset();
    this.#time[track].reset();
    if (track === 'video') this.#frames.lost();
  }

  /** @param now when the packet came, in ms on any one time line */
  push(track: WebmTrack, packet: RecordedPacket, now: number): void {
    const { packets, lost } = this.#order[track].push(packet);
    if (track === 'video' && lost) this.#frames.lost();
    for (const one of packets) {
      if (track === 'audio') {
        this.#write('audio', one.timestamp, true, one.payload, now);
        continue;
      }
      const frame = this.#frames.push(one);
      if (frame) this.#write('video', frame.timestamp, frame.keyFrame, frame.data, now);
    }
  }

  /** Resolves when everything pushed so far is on the disk or has failed to be. */
  async drained(): Promise<void> {
    await this.#writer?.drained();
  }

  /** @returns where on the time line of `push` the file begins and ends; nothing when there is no file */
  async close(): Promise<{ start: number; end: number } | undefined> {
    if (!this.#writer) return undefined;
    await this.#writer.close();
    return { start: this.#start, end: this.#start + Math.max(this.#last.audio, this.#last.video) };
  }

  #write(track: WebmTrack, timestamp: number, keyFrame: boolean, data: Buffer, now: number): void {
    if (data.length === 0) return;
    if (!this.#writer) {
      this.#writer = new WebmWriter(this.path);
      this.#start = now;
    }
    if (track === 'video' && keyFrame) {
      this.#keyFrameAt = now;
      const size = pictureSize(data);
      if (size) this.#writer.setPictureSize(size.width, size.height);
    }
    // A new stream may begin a little before the old one's clock ended; times in a file never run back.
    this.#last[track] = Math.max(this.#last[track], this.#time[track].at(timestamp, now - this.#start));
    this.#writer.write({ track, time: this.#last[track], keyFrame, data });
  }
}
