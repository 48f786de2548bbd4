import { type FileHandle, open } from 'node:fs/promises';
import { element, float, openElement, padding, text, uint } from './ebml.ts';

export type WebmTrack = 'video' | 'audio';

export interface WebmFrame {
  readonly track: WebmTrack;
  /** Time in ms since the file's start. */
  readonly time: number;
  readonly keyFrame: boolean;
  readonly data: Buffer;
}

const TRACK_NUMBERS: Record<WebmTrack, number> = { video: 1, audio: 2 };

/** Longest cluster in ms: what a crash can lose, and how fine one can seek. Block times have 16 bits. */
const CLUSTER_LENGTH = 2_000;

/** Samples a decoder throws away at the start, as libopus counts them (RFC 7845 section 4.2), at 48 kHz. */
const OPUS_PRE_SKIP = 312;

/**
 * Writes a WebM file of one VP8 and one Opus track as it comes, without encoding. The file can be played at any
 * time up to its last whole cluster, also when the process was killed; `close` adds duration, picture size and the
 * index for seeking.
 * @see https://www.webmproject.org/docs/container/
 */
export class WebmWriter {
  readonly path: string;
  #file: FileHandle | undefined;
  #written = 0;
  #writing: Promise<void>;
  #failure: unknown;
  #blocks: Buffer[] = [];
  #clusterStart: number | undefined;
  #cues: { time: number; position: number }[] = [];
  #end = 0;
  #size: { width: number; height: number } | undefined;
  readonly #segmentStart: number;

  /** Makes the file; that it could not be made is told by `close`. */
  constructor(path: string) {
    this.path = path;
    this.#writing = open(path, 'wx', 0o600).then(
      (file) => {
        this.#file = file;
      },
      (error: unknown) => {
        this.#failure = error;
      },
    );
    const start = Buffer.concat([fileHeader(), openElement(0x18538067)]);
    this.#segmentStart = start.length;
    this.#append(Buffer.concat([start, this.#head(false)]));
  }

  /** The picture's size as a key frame tells it; the largest of all is the file's. */
  setPictureSize(width: number, height: number): void {
    if (!this.#size || width * height > this.#size.width * this.#size.height) this.#size = { width, height };
  }

  /** Frames of one track must come in order of time; tracks may be a little apart. */
  write(frame: WebmFrame): void {
    const time = Math.round(frame.time);
    const start = this.#clusterStart;
    const boundary = frame.track === 'video' && frame.keyFrame;
    if (start === undefined || boundary || time - start > CLUSTER_LENGTH || start - time > CLUSTER_LENGTH) {
      this.#flush();
      this.#clusterStart = time;
    }
    const head = Buffer.alloc(4);
    head.writeUInt8(0x80 | TRACK_NUMBERS[frame.track], 0);
    head.writeInt16BE(time - (this.#clusterStart ?? time), 1);
    head.writeUInt8(frame.keyFrame ? 0x80 : 0, 3);
    this.#blocks.push(element(0xa3, head, frame.data));
    this.#end = Math.max(this.#end, time);
  }

  /** Resolves when everything written so far is on the disk or has failed to be. */
  drained(): Promise<void> {
    return this.#writing;
  }

  /** @throws what the disk said, when any write failed */
  async close(): Promise<void> {
    this.#flush();
    const cues = this.#cues.map(({ time, position }) =>
      element(0xbb, uint(0xb3, time), element(0xb7, uint(0xf7, TRACK_NUMBERS.video), uint(0xf1, position))),
    );
    const cuesPosition = this.#written - this.#segmentStart;
    if (cues.length > 0) this.#append(element(0x1c53bb6b, ...cues));
    await this.#writing;
    try {
      if (this.#failure !== undefined) throw this.#failure;
      const head = this.#head(true, cues.length > 0 ? cuesPosition : undefined);
      await this.#file?.write(head, 0, head.length, this.#segmentStart);
    } finally {
      await this.#file?.close();
    }
  }

  #flush(): void {
    if (this.#clusterStart === undefined || this.#blocks.length === 0) return;
    this.#cues.push({ time: this.#clusterStart, position: this.#written - this.#segmentStart });
    this.#append(element(0x1f43b675, uint(0xe7, Math.max(0, this.#clusterStart)), ...this.#blocks));
    this.#blocks = [];
  }

  #append(data: Buffer): void {
    const at = this.#written;
    this.#written += data.length;
    this.#writing = this.#writing.then(async () => {
      if (this.#failure !== undefined) return;
      await this.#file?.write(data, 0, data.length, at).catch((error: unknown) => {
        this.#failure = error;
      });
    });
  }

  /** What comes before the clusters; of the same length each time, so that `close` can write it anew. */
  #head(final: boolean, cuesPosition?: number): Buffer {
    const seek = element(
      0x114d9b74,
      element(0x4dbb, element(0x53ab, Buffer.from('1c53bb6b', 'hex')), uint(0x53ac, cuesPosition ?? 0)),
    );
    const duration = float(0x4489, this.#end);
    const info = element(
      0x1549a966,
      uint(0x2ad7b1, 1_000_000),
      text(0x4d80, 'Remote Expert Manager'),
      text(0x5741, 'Remote Expert Manager'),
      final ? duration : padding(duration.length),
    );
    return Buffer.concat([
      cuesPosition === undefined ? padding(seek.length) : seek,
      info,
      tracks(this.#size ?? { width: 640, height: 480 }),
    ]);
  }
}

function fileHeader(): Buffer {
  return element(
    0x1a45dfa3,
    uint(0x4286, 1),
    uint(0x42f7, 1),
    uint(0x42f2, 4),
    uint(0x42f3, 8),
    text(0x4282, 'webm'),
    uint(0x4287, 4),
    uint(0x4285, 2),
  );
}

function tracks({ width, height }: { width: number; height: number }): Buffer {
  const track = (kind: WebmTrack, codec: string, ...more: Buffer[]): Buffer =>
    element(
      0xae,
      uint(0xd7, TRACK_NUMBERS[kind]),
      uint(0x73c5, TRACK_NUMBERS[kind]),
      uint(0x9c, 0),
      text(0x86, codec),
      uint(0x83, kind === 'video' ? 1 : 2),
      ...more,
    );
  const preSkip = Math.round((OPUS_PRE_SKIP / 48_000) * 1e9);
  return element(
    0x1654ae6b,
    track('video', 'V_VP8', element(0xe0, uint(0xb0, width), uint(0xba, height))),
    track(
      'audio',
      'A_OPUS',
      element(0x63a2, opusHead()),
      uint(0x56aa, preSkip),
      uint(0x56bb, 80_000_000),
      element(0xe1, float(0xb5, 48_000), uint(0x9f, 2)),
    ),
  );
}

/** @see https://www.rfc-editor.org/rfc/rfc7845 section 5.1 */
function opusHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(2, 9);
  head.writeUInt16LE(OPUS_PRE_SKIP, 10);
  head.writeUInt32LE(48_000, 12);
  return head;
}
