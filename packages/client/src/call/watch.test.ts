import { expect, test } from 'vitest';
import { readSample, type Sample } from './sample.ts';
import { FROZEN_MS, UPLINK_SILENT_MS, Watch } from './watch.ts';

const expected = { media: true, video: true };

/** A moment of a call in which everything runs at a steady pace; what does not is overridden. */
function moment(at: number, more: Partial<Sample> = {}): Sample {
  return {
    at,
    video: { packets: at, lost: 0, frames: at / 50, jitter: 4 },
    audio: { packets: at / 20, lost: 0, frames: 0, jitter: 3 },
    uplinkBytes: at * 2,
    uplinkLoss: 0,
    roundTrip: 20,
    ...more,
  };
}

const still = moment(1_000);
const at = (time: number, more: Partial<Sample> = {}): Sample => ({ ...still, at: time, ...more });

test('[CLI21] a picture that stands still is frozen within 2 s, though sound goes on', () => {
  const watch = new Watch();
  watch.take(moment(600), expected);
  watch.take(still, expected);
  expect(watch.frozen(expected)).toBe(false);
  const audio = { packets: 900, lost: 0, frames: 0, jitter: 3 };
  watch.take(at(1_000 + FROZEN_MS - 1, { audio }), expected);
  expect(watch.frozen(expected)).toBe(false);
  watch.take(at(1_000 + FROZEN_MS, { audio: { ...audio, packets: 990 } }), expected);
  expect(watch.frozen(expected)).toBe(true);
  expect(watch.flows).toBe(true);
  watch.take(moment(2_600), expected);
  expect(watch.frozen(expected)).toBe(false);
});

test('[CLI22] nothing is frozen on hold, nor in the first moment after it', () => {
  const watch = new Watch();
  const held = { media: false, video: true };
  watch.take(still, expected);
  watch.take(at(9_000), held);
  expect(watch.frozen(held)).toBe(false);
  watch.take(at(9_400), expected);
  expect(watch.frozen(expected)).toBe(false);
  watch.take(at(9_400 + FROZEN_MS), expected);
  expect(watch.frozen(expected)).toBe(true);
});

test('[CLI22] a camera that is off leaves sound to go by', () => {
  const watch = new Watch();
  const dark = { media: true, video: false };
  watch.take(still, dark);
  watch.take(at(4_000, { audio: { packets: 500, lost: 0, frames: 0, jitter: 1 } }), dark);
  expect(watch.frozen(dark)).toBe(false);
});

test('[CLI20] a call has begun with the first decoded frame, or the first sound where there is no picture', () => {
  const watch = new Watch();
  const video = { packets: 40, lost: 0, frames: 0, jitter: 0 };
  watch.take(at(100, { video }), expected);
  expect(watch.begun).toBe(false);
  watch.take(at(200, { video: { ...video, frames: 1 } }), expected);
  expect(watch.begun).toBe(true);
  watch.restart();
  watch.take(at(300, { video: null }), expected);
  expect(watch.begun).toBe(true);
});

test('[CLI23] an engine that is not heard on the publish link means that the way up is cut', () => {
  const watch = new Watch();
  watch.take(still, expected);
  watch.take(at(1_000 + UPLINK_SILENT_MS), expected);
  expect(watch.uplinkSilent).toBe(true);
  watch.take(at(5_000, { uplinkBytes: 99_999 }), expected);
  expect(watch.uplinkSilent).toBe(false);
});

test('[CLI24] quality is measured between two looks, the worse of both directions', () => {
  const watch = new Watch();
  watch.take(moment(1_000), expected);
  expect(watch.measure(false)).toBeNull();
  const video = { packets: 1_980, lost: 20, frames: 60, jitter: 12 };
  watch.take(moment(3_000, { video, audio: null, uplinkLoss: 0.01, roundTrip: 40 }), expected);
  expect(watch.measure(false)).toEqual({ loss: 0.02, roundTrip: 40, jitter: 12, grade: 'fair' });
  expect(watch.measure(true)?.grade).toBe('lost');
});

test('[CLI24] samples are read from WebRTC statistics of both links', () => {
  const report = (...rows: object[]): RTCStatsReport =>
    new Map(rows.map((row, no) => [String(no), row])) as never; // a report is a read-only map of rows
  const pair = { type: 'candidate-pair', nominated: true, state: 'succeeded' };
  const publish = report(
    { ...pair, currentRoundTripTime: 0.02, bytesReceived: 700 },
    { type: 'remote-inbound-rtp', fractionLost: 0.04 },
  );
  const subscribe = report(
    {
      type: 'inbound-rtp',
      kind: 'video',
      packetsReceived: 9,
      packetsLost: 1,
      framesDecoded: 3,
      jitter: 0.005,
    },
    { type: 'inbound-rtp', kind: 'audio', packetsReceived: 5, packetsLost: 0, jitter: 0.001 },
  );
  expect(readSample(7, publish, subscribe)).toEqual({
    at: 7,
    video: { packets: 9, lost: 1, frames: 3, jitter: 5 },
    audio: { packets: 5, lost: 0, frames: 0, jitter: 1 },
    uplinkBytes: 700,
    uplinkLoss: 0.04,
    roundTrip: 20,
  });
  expect(readSample(7, null, null)).toMatchObject({
    video: null,
    audio: null,
    uplinkBytes: null,
    roundTrip: null,
  });
});
