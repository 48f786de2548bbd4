import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { findListener, requireFreePort } from './port.ts';

let server: Server | undefined;
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

async function listen(): Promise<number> {
  server = createServer();
  await new Promise<void>((resolve) => server?.listen(0, resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

test('[LCH30] a port in use is refused with the name and number of its process', async () => {
  const port = await listen();
  expect(findListener(port)?.pid).toBe(process.pid);
  await expect(requireFreePort(port)).rejects.toThrow(
    `port ${port} is in use by ${findListener(port)?.name}, process ${process.pid}`,
  );
});

test('[LCH30] a free port is given back, and 0 finds one', async () => {
  const port = await requireFreePort(0);
  expect(port).toBeGreaterThan(0);
  expect(await requireFreePort(port)).toBe(port);
});

test('[LCH30] an address that is not of this machine is told', async () => {
  await expect(requireFreePort(0, '203.0.113.7')).rejects.toThrow('this machine has no address 203.0.113.7');
});
