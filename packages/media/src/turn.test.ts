import { createHmac } from 'node:crypto';
import { ManualClock } from '@rem/kit';
import { expect, test } from 'vitest';
import { turnCredentials } from './turn.ts';

const urls = ['turn:relay.example:3478?transport=udp', 'turn:relay.example:3478?transport=tcp'];

test('[MED20] credentials carry their expiry in the name, and are signed with the secret', () => {
  const clock = new ManualClock(1_700_000_000_500);
  const [server] = turnCredentials({ secret: 'north', urls, ttlSeconds: 600, name: 'participant-1' }, clock);
  expect(server).toEqual({
    urls,
    username: '1700000600:participant-1',
    credential: createHmac('sha1', 'north').update('1700000600:participant-1').digest('base64'),
  });
});

test('[MED20] a known example', () => {
  const [server] = turnCredentials(
    { secret: 'logen', urls: ['turn:a'], ttlSeconds: 0, name: 'ninefingers' },
    new ManualClock(1_433_895_918_000),
  );
  expect(server?.username).toBe('1433895918:ninefingers');
  expect(server?.credential).toMatch(/^[A-Za-z0-9+/]{27}=$/);
});

test('[MED20] without a relay there is nothing to issue', () => {
  expect(turnCredentials({ secret: 'x', urls: [], ttlSeconds: 60, name: 'a' }, new ManualClock())).toEqual(
    [],
  );
});
