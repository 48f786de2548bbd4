import type { CallSnapshot } from '@rem/client';
import { expect, test } from 'vitest';
import { modelOf } from '../../gallery/states.ts';
import { captionOf, coverOf } from './caption.ts';

const tools = { now: 1_000_000, remote: null, own: null };

function facts(state: string) {
  const { live, call } = modelOf(state, tools);
  if (!live?.session || !call) throw new Error(`${state} is no call`);
  return { session: live.session, call, connection: live.connection, entries: live.entries, now: tools.now };
}

test.each([
  ['call', undefined, null],
  ['connecting', 'call.connecting', 'starting'],
  ['held', 'caption.held', 'held'],
  ['reconnecting', 'caption.own', 'reconnecting'],
  ['reconnecting-other', 'caption.other', 'reconnecting'],
  ['absent', 'caption.absent', 'absent'],
])('[REI9] %s is told as %s, over the picture as %s', (state, caption, cover) => {
  expect(captionOf(facts(state))?.key).toBe(caption);
  expect(coverOf(facts(state))).toBe(cover);
});

test('[REI9] the other side’s trouble is told although the picture still moves', () => {
  const made = facts('call');
  const peer: CallSnapshot['peer'] = {
    audio: true,
    video: true,
    quality: { loss: 0.3, roundTrip: 900, jitter: 90, grade: 'poor' },
  };
  expect(captionOf({ ...made, call: { ...made.call, peer } })?.key).toBe('caption.their_trouble');
});
