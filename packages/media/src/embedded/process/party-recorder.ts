import type { RtpPacket } from 'werift';
import type { RecordedFile } from '../../engine.ts';
import { MediaTime } from '../../recording/media-time.ts';
import { PacketOrder } from '../../recording/packet-order.ts';
import { pictureSize } from '../../recording/vp8.ts';
import { Vp8Frames } from '../../recording/vp8-frames.ts';
import { type WebmTrack, WebmWriter } from '../../recording/webm.ts';
import { AUDIO_CLOCK_RATE, VIDEO_CLOCK_RATE } from './peer.ts';
import type { MediaKind, MediaSource } from './source.ts';

interface RecordedPacket {
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
}

/** Packets that may come before a missing one is given up: about a quarter of a second of each. */
const PATIENCE: Record<MediaKind, number> = { audio: 12, video: 64 };

/** Time in ms after which a key frame is asked for: recordings can be entered at key frames only. */
const SEEK_INTERVAL = 10_000;

/** Writes what one party sends into one file. The file is made with the first packet. */
export class PartyRecorder {
  readonly #participantId: string;
  readonly #path: string;
  readonly #sources: Readonly<Record<MediaKind, MediaSource>>;
  readonly #frames = new Vp8Frames();
  readonly #order = {
    audio: new PacketOrder<RecordedPacket>(PATIENCE.audio),
    video: new PacketOrder<RecordedPacket>(PATIENCE.video),
  };
  readonly #time = { audio: new MediaTime(AUDIO_CLOCK_RATE), video: new MediaTime(VIDEO_CLOCK_RATE) };
  readonly #last: Record<MediaKind, number> = { audio: 0, video: 0 };
  readonly #off: (() => void)[];
  #writer: WebmWriter | undefined;
  #start = { wall: 0, monotonic: 0 };
  #keyFrameAt = 0;
  #held = false;

  constructor(participantId: string, path: string, sources: Readonly<Record<MediaKind, MediaSource>>) {
    this.#participantId = participantId;
    this.#path = path;
    this.#sources = sources;
    this.#off = (['audio', 'video'] as const).flatMap((kind) => [
      sources[kind].on('packet', (packet) => this.#packet(kind, packet)),
      sources[kind].on('cut', () => this.#cut(kind)),
    ]);
  }

  setHeld(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    for (const kind of ['audio', 'video'] as const) this.#cut(kind);
  }

  /** @returns nothing when no packet came */
  async stop(): Promise<RecordedFile | undefined> {
    for (const off of this.#off.splice(0)) off();
    if (!this.#writer) return undefined;
    await this.#writer.close();
    return {
      participantId: this.#participantId,
      file: this.#path,
      startedAt: this.#start.wall,
      endedAt: Math.round(this.#start.wall + Math.max(this.#last.audio, this.#last.video)),
    };
  }

  #cut(kind: MediaKind): void {
    this.#order[kind].reset();
    this.#time[kind].reset();
    if (kind === 'video') this.#frames.lost();
  }

  #packet(kind: MediaKind, packet: RtpPacket): void {
    if (this.#held) return;
    const { sequenceNumber, timestamp, marker } = packet.header;
    const { packets, lost } = this.#order[kind].push({
      sequenceNumber,
      timestamp,
      marker,
      payload: packet.payload,
    });
    if (kind === 'video' && lost) this.#frames.lost();
    for (const one of packets) {
      if (kind === 'audio') this.#write('audio', one.timestamp, true, one.payload);
      else this.#video(one);
    }
  }

  #video(packet: RecordedPacket): void {
    const frame = this.#frames.push(packet);
    const due = performance.now() - this.#keyFrameAt > SEEK_INTERVAL;
    if (this.#frames.broken || (due && !frame?.keyFrame)) this.#sources.video.requestKeyFrame();
    if (!frame) return;
    if (frame.keyFrame) this.#keyFrameAt = performance.now();
    this.#write('video', frame.timestamp, frame.keyFrame, frame.data);
  }

  #write(track: WebmTrack, timestamp: number, keyFrame: boolean, data: Buffer): void {
    if (data.length === 0) return;
    if (!this.#writer) {
      this.#writer = new WebmWriter(this.#path);
      this.#start = { wall: Date.now(), monotonic: performance.now() };
    }
    const size = track === 'video' && keyFrame ? pictureSize(data) : undefined;
    if (size) this.#writer.setPictureSize(size.width, size.height);
    const time = this.#time[track].at(timestamp, performance.now() - this.#start.monotonic);
    // A new stream may begin a little before the old one's clock ended; times in a file never run back.
    this.#last[track] = Math.max(this.#last[track], time);
    this.#writer.write({ track, time: this.#last[track], keyFrame, data });
  }
}
