import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMjr } from './mjr.ts';
import { WebmWriter } from './webm.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rem-webm-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The elements of one level: id in hex → contents. */
function elements(data: Buffer): [id: string, content: Buffer][] {
  const found: [string, Buffer][] = [];
  for (let at = 0; at < data.length; ) {
    const idLength = Math.clz32(data.readUInt8(at)) - 23;
    const id = data.toString('hex', at, at + idLength);
    const size = data.readBigUInt64BE(at + idLength) & 0x00ff_ffff_ffff_ffffn;
    const start = at + idLength + 8;
    const end = size === 0x00ff_ffff_ffff_ffffn ? data.length : start + Number(size);
    found.push([id, data.subarray(start, end)]);
    at = end;
  }
  return found;
}

const CLUSTER = '1f43b675';
const CUES = '1c53bb6b';

test('[MED56] a file has a head, clusters that begin with key frames, and an index', async () => {
  const path = join(folder, 'a.webm');
  const writer = new WebmWriter(path);
  writer.setPictureSize(1_280, 720);
  for (let time = 0; time <= 4_000; time += 40) {
    writer.write({ track: 'video', time, keyFrame: time % 1_000 === 0, data: Buffer.from('frame') });
    if (time % 80 === 0) writer.write({ track: 'audio', time, keyFrame: true, data: Buffer.from('sound') });
  }
  await writer.close();
  const [[headId], [segmentId, segment] = ['', Buffer.alloc(0)]] = elements(await readFile(path)) as [
    [string, Buffer],
    [string, Buffer],
  ];
  expect([headId, segmentId]).toEqual(['1a45dfa3', '18538067']);
  const parts = elements(segment);
  const clusters = parts.filter(([id]) => id === CLUSTER);
  expect(clusters).toHaveLength(5);
  for (const [, cluster] of clusters) {
    const firstBlock = elements(cluster).find(([id]) => id === 'a3')?.[1];
    expect(firstBlock?.readUInt8(0)).toBe(0x81);
    expect(firstBlock?.readUInt8(3)).toBe(0x80);
  }
  const cues = parts.find(([id]) => id === CUES)?.[1];
  expect(elements(cues ?? Buffer.alloc(0))).toHaveLength(5);
  const info = elements(parts.find(([id]) => id === '1549a966')?.[1] ?? Buffer.alloc(0));
  expect(info.find(([id]) => id === '4489')?.[1].readDoubleBE()).toBe(4_000);
});

test('[MED56] what was written can be read before the file is closed', async () => {
  const path = join(folder, 'b.webm');
  const writer = new WebmWriter(path);
  for (let time = 0; time <= 2_500; time += 500) {
    writer.write({ track: 'video', time, keyFrame: time % 1_000 === 0, data: Buffer.from('frame') });
  }
  await writer.drained();
  const segment = elements(await readFile(path))[1]?.[1] ?? Buffer.alloc(0);
  expect(elements(segment).filter(([id]) => id === CLUSTER)).toHaveLength(2);
  await writer.close();
});

test('[MED56] a file that cannot be made is told when it is closed', async () => {
  const writer = new WebmWriter(join(folder, 'nowhere', 'c.webm'));
  writer.write({ track: 'audio', time: 0, keyFrame: true, data: Buffer.from('sound') });
  await expect(writer.close()).rejects.toThrow(/ENOENT/);
});

function mjr(...packets: Buffer[]): Buffer {
  const info = Buffer.from(JSON.stringify({ t: 'v', c: 'vp8', s: 1, u: 1_700_000_000_000_000 }));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(info.length);
  return Buffer.concat([Buffer.from('MJR00002'), length, info, ...packets]);
}

function meet(arrived: number, rtp: Buffer): Buffer {
  const head = Buffer.alloc(10);
  head.write('MEET', 'latin1');
  head.writeUInt32BE(arrived, 4);
  head.writeUInt16BE(rtp.length, 8);
  return Buffer.concat([head, rtp]);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const RTP = Buffer.from('90e0000700000064000000010bede000100000aa01', 'hex');

test('[MED57] recordings of Janus are read packet by packet, up to where they break off', async () => {
  const path = join(folder, 'd.mjr');
  await writeFile(path, Buffer.concat([mjr(meet(0, RTP), meet(40, RTP)), Buffer.from('MEET\0\0')]));
  const [info, ...packets] = await all(readMjr(path));
  expect(info).toEqual({ t: 'v', c: 'vp8', u: 1_700_000_000_000_000 });
  expect(packets).toHaveLength(2);
  expect(packets[1]).toMatchObject({ arrived: 40, sequenceNumber: 7, timestamp: 100, marker: true });
  await writeFile(path, 'something else altogether');
  await expect(all(readMjr(path))).rejects.toThrow(/no recording of Janus/);
});
