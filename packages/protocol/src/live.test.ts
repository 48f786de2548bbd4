import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClientFrameType, clientFrame, frameRights, RemError, rights, serverFrame } from './mod.ts';

const id = '10000000-0000-4000-8000-000000000001';

/** One good frame of every type, as a browser would send it. */
const good: { readonly [T in ClientFrameType]: object } = {
  hello: { id: 0, protocol: 1, as: 'desk', after: { sessionId: id, no: 3 } },
  pong: { at: 5 },
  'session:request': {
    ...{ id: 1, requestId: id, serviceId: id, language: 'de' },
    consents: { terms: true, recording: false },
  },
  'session:cancel': { id: 1 },
  'check:start': { id: 1 },
  'check:stop': { id: 1 },
  'expert:state': { id: 1, state: { state: 'away', reason: 'lunch' } },
  'offer:accept': { id: 1, offerId: id },
  'offer:decline': { id: 1, offerId: id, reason: 'busy' },
  'session:hold': { id: 1, held: true },
  'wrapup:complete': { id: 1, sessionId: id, dispositionId: null, note: '' },
  'session:end': { id: 1 },
  'chat:send': { id: 1, messageId: id, text: ' hello ' },
  'media:publish': { id: 1, sdp: 'v=0' },
  'media:answer': { id: 1, negotiation: 1, sdp: 'v=0' },
  'media:candidate': { id: 1, link: 'publish', candidate: null },
  'media:resubscribe': { id: 1 },
  'media:keyframe': { id: 1 },
  'media:ready': { id: 1 },
  'media:state': { id: 1, state: { audio: true, video: false, quality: null } },
};

test('[PRO1] a good frame of every type is taken, with its defaults', () => {
  for (const [type, rest] of Object.entries(good))
    expect(clientFrame.parse({ type, ...rest }).type).toBe(type);
  expect(clientFrame.parse({ type: 'media:publish', ...good['media:publish'] })).toMatchObject({
    room: 'call',
  });
  expect(clientFrame.parse({ type: 'chat:send', ...good['chat:send'] })).toMatchObject({ text: 'hello' });
});

test('[PRO1] a bad frame is refused with the place and what was expected', () => {
  const refused = (frame: unknown) => {
    const parsed = clientFrame.safeParse(frame);
    if (parsed.success) throw new Error('expected a refusal');
    return RemError.fromZod('bad_frame', parsed.error, 'frame').toWire();
  };
  expect(refused({ type: 'offer:accept', id: 1, offerId: 'x' })).toMatchObject({
    code: 'bad_frame',
    retryable: false,
    detail: expect.stringContaining('frame.offerId: Invalid UUID'),
  });
  expect(refused({ type: 'nonsense', id: 1 }).detail).toContain('frame.type');
  expect(refused(null).detail).toContain('frame');
  expect(refused({ type: 'chat:send', ...good['chat:send'], text: 'x'.repeat(2001) }).detail).toContain(
    'frame.text',
  );
});

test('[PRO1] no JSON whatever makes parsing throw', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(...Object.keys(good)), (json, type) => {
      const value: unknown = JSON.parse(json);
      clientFrame.safeParse(value);
      serverFrame.safeParse(value);
      if (typeof value === 'object' && value !== null) clientFrame.safeParse({ ...value, type });
    }),
  );
});

test('[PRO2] every frame type declares a right that exists', () => {
  expect(Object.keys(frameRights).sort()).toEqual(Object.keys(good).sort());
  for (const right of Object.values(frameRights)) expect(rights).toContain(right);
});
