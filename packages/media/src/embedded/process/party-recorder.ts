import type { RtpPacket } from 'werift';
import type { RecordedFile } from '../../engine.ts';
import { PartyFile } from '../../recording/party-file.ts';
import type { MediaKind, MediaSource } from './source.ts';

/** Time in ms after which a key frame is asked for: recordings can be entered at key frames only. */
const SEEK_INTERVAL = 10_000;

/** Writes what one party sends into one file. */
export class PartyRecorder {
  readonly #participantId: string;
  readonly #file: PartyFile;
  readonly #sources: Readonly<Record<MediaKind, MediaSource>>;
  readonly #off: (() => void)[];
  /** Wall-clock time of the monotonic clock's zero. */
  readonly #zero = Date.now() - performance.now();
  #held = false;

  constructor(participantId: string, path: string, sources: Readonly<Record<MediaKind, MediaSource>>) {
    this.#participantId = participantId;
    this.#file = new PartyFile(path);
    this.#sources = sources;
    this.#off = (['audio', 'video'] as const).flatMap((kind) => [
      sources[kind].on('packet', (packet) => this.#packet(kind, packet)),
      sources[kind].on('cut', () => this.#file.cut(kind)),
    ]);
  }

  setHeld(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    for (const kind of ['audio', 'video'] as const) this.#file.cut(kind);
  }

  /** @returns nothing when no packet came */
  async stop(): Promise<RecordedFile | undefined> {
    for (const off of this.#off.splice(0)) off();
    const span = await this.#file.close();
    return (
      span && {
        participantId: this.#participantId,
        file: this.#file.path,
        startedAt: Math.round(this.#zero + span.start),
        endedAt: Math.round(this.#zero + span.end),
      }
    );
  }

  #packet(kind: MediaKind, packet: RtpPacket): void {
    if (this.#held) return;
    const now = performance.now();
    const { sequenceNumber, timestamp, marker } = packet.header;
    this.#file.push(kind, { sequenceNumber, timestamp, marker, payload: packet.payload }, now);
    if (kind !== 'video') return;
    if (this.#file.needsKeyFrame || now - this.#file.keyFrameAt > SEEK_INTERVAL) {
      this.#sources.video.requestKeyFrame();
    }
  }
}
