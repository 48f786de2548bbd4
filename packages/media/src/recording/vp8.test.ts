import { expect, test } from 'vitest';
import { beginsKeyFrame, payloadOffset, pictureSize } from './vp8.ts';
import { Vp8Frames } from './vp8-frames.ts';

const KEY = [0x10, 0x00, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01];
const DELTA = [0x11, 0x00, 0x00, 0x01];

/** A payload with descriptor: the start of a partition, or a continuation. */
const start = (...data: number[]): Buffer => Buffer.from([0x10, ...data]);
const more = (...data: number[]): Buffer => Buffer.from([0x00, ...data]);

test.each([
  ['no extension', [0x10], 1],
  ['a short picture id', [0x90, 0x80, 0x11], 3],
  ['a long picture id', [0x90, 0x80, 0x81, 0x11], 4],
  ['everything', [0x90, 0xf0, 0x81, 0x11, 0x05, 0x20], 6],
])('[MED52] the payload descriptor with %s is passed over', (_, descriptor, length) => {
  const payload = Buffer.from([...descriptor, ...KEY]);
  expect(payloadOffset(payload)).toBe(length);
  expect(beginsKeyFrame(payload)).toBe(true);
  expect(beginsKeyFrame(Buffer.from([...descriptor, ...DELTA]))).toBe(false);
});

test('[MED52] nothing but the start of a key frame is one', () => {
  expect(beginsKeyFrame(Buffer.alloc(0))).toBe(false);
  expect(beginsKeyFrame(Buffer.from([0x10]))).toBe(false);
  expect(beginsKeyFrame(more(...KEY))).toBe(false);
  expect(beginsKeyFrame(Buffer.from([0x11, ...KEY]))).toBe(false);
});

test('[MED52] the size of the picture stands in the key frame', () => {
  expect(pictureSize(Buffer.from(KEY))).toEqual({ width: 640, height: 480 });
  expect(pictureSize(Buffer.from(DELTA))).toBeUndefined();
});

test('[MED53] frames are put together from their packets, without descriptors', () => {
  const frames = new Vp8Frames();
  expect(frames.push({ timestamp: 1, marker: false, payload: start(...KEY) })).toBeUndefined();
  expect(frames.push({ timestamp: 1, marker: true, payload: more(1, 2) })).toEqual({
    timestamp: 1,
    keyFrame: true,
    data: Buffer.from([...KEY, 1, 2]),
  });
  expect(frames.push({ timestamp: 2, marker: true, payload: start(...DELTA) })?.keyFrame).toBe(false);
});

test('[MED53] what follows a loss waits for a key frame', () => {
  const frames = new Vp8Frames();
  expect(frames.push({ timestamp: 1, marker: true, payload: start(...DELTA) })).toBeUndefined();
  expect(frames.broken).toBe(true);
  expect(frames.push({ timestamp: 2, marker: true, payload: start(...KEY) })).toBeDefined();
  frames.lost();
  expect(frames.push({ timestamp: 3, marker: true, payload: start(...DELTA) })).toBeUndefined();
  expect(frames.push({ timestamp: 4, marker: true, payload: Buffer.alloc(0) })).toBeUndefined();
  expect(frames.push({ timestamp: 5, marker: true, payload: start(...KEY) })?.timestamp).toBe(5);
});
