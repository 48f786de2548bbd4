import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { beforeAll, expect, test } from 'vitest';
import { dropUdp, PRIVATE_ADDRESS, PRIVATE_PEER_ADDRESS, setUpPrivateNetwork } from './netns.ts';
import { until } from './until.ts';

beforeAll(setUpPrivateNetwork);

test('drops exactly the packets named, until told otherwise', async () => {
  const receiver = createSocket('udp4').bind(0, PRIVATE_ADDRESS);
  const sender = createSocket('udp4').bind(0, PRIVATE_PEER_ADDRESS);
  await Promise.all([once(receiver, 'listening'), once(sender, 'listening')]);
  let received = 0;
  receiver.on('message', () => {
    received += 1;
  });
  const { port } = receiver.address();
  const arrives = async (): Promise<boolean> => {
    const before = received;
    sender.send('x', port, PRIVATE_ADDRESS);
    return until(() => received > before, { timeoutMs: 300 }).catch(() => false);
  };
  try {
    expect(await arrives()).toBe(true);
    const allow = await dropUdp({ from: PRIVATE_PEER_ADDRESS, toPorts: port });
    expect(await arrives()).toBe(false);
    await allow();
    await allow();
    expect(await arrives()).toBe(true);
  } finally {
    receiver.close();
    sender.close();
  }
});

test('can be set up again', async () => {
  await setUpPrivateNetwork();
});
