import { createReadStream } from 'node:fs';
import { z } from 'zod';

/** What stands at the head of a Janus recording: who and when. */
const mjrInfo = z.object({
  /** `a` audio, `v` video. */
  t: z.enum(['a', 'v', 'd']),
  /** Codec: `opus`, `vp8` … */
  c: z.string(),
  /** Time of the first packet, in µs since 1970. */
  u: z.number(),
});

export type MjrInfo = z.output<typeof mjrInfo>;

export interface MjrPacket {
  /** Arrival in ms after the first packet. */
  readonly arrived: number;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
}

/**
 * Reads a recording of Janus (`.mjr`, the version that begins with `MJR00002`): its head, then packet by packet.
 * A file that ends in the middle of a packet, as after a crash, gives what it has.
 * @see https://janus.conf.meetecho.com/docs/recordings.html
 * @throws Error when it is no such file
 */
export async function* readMjr(file: string): AsyncGenerator<MjrInfo | MjrPacket> {
  let rest: Buffer = Buffer.alloc(0);
  let info = false;
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    // A read stream without an encoding gives buffers.
    rest = Buffer.concat([rest, chunk as Buffer]);
    if (!info) {
      if (rest.length < 10) continue;
      if (rest.toString('latin1', 0, 8) !== 'MJR00002') throw new Error(`${file} is no recording of Janus`);
      const length = rest.readUInt16BE(8);
      if (rest.length < 10 + length) continue;
      yield mjrInfo.parse(JSON.parse(rest.toString('utf8', 10, 10 + length)));
      rest = rest.subarray(10 + length);
      info = true;
    }
    // Each packet: "MEET", arrival in ms (32 bits), length (16 bits), RTP.
    while (rest.length >= 10) {
      const length = rest.readUInt16BE(8);
      if (rest.length < 10 + length) break;
      if (rest.toString('latin1', 0, 4) !== 'MEET') throw new Error(`${file} is damaged`);
      const packet = readRtp(rest.subarray(10, 10 + length), rest.readUInt32BE(4));
      if (packet) yield packet;
      rest = rest.subarray(10 + length);
    }
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc3550 section 5.1 */
function readRtp(data: Buffer, arrived: number): MjrPacket | undefined {
  if (data.length < 12) return undefined;
  const first = data.readUInt8(0);
  const second = data.readUInt8(1);
  let offset = 12 + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0 && data.length >= offset + 4) offset += 4 + data.readUInt16BE(offset + 2) * 4;
  const padded = (first & 0x20) !== 0 ? data.readUInt8(data.length - 1) : 0;
  return {
    arrived,
    sequenceNumber: data.readUInt16BE(2),
    timestamp: data.readUInt32BE(4),
    marker: (second & 0x80) !== 0,
    payload: data.subarray(offset, Math.max(offset, data.length - padded)),
  };
}
