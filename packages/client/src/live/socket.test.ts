import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createLiveClient } from './client.ts';
import type { SocketConstructor } from './types.ts';

/** Both sockets that the SDK meets in Node; a browser's is the first one's twin. */
test.each<[string, SocketConstructor]>([
  ['Node’s own', globalThis.WebSocket],
  ['ws', WebSocket],
])('[CLI4] comes back over a real socket: %s', async (_name, socketClass) => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    socket.on('message', () => {
      socket.send(JSON.stringify({ type: 'welcome', protocol: 1, now: 1, heartbeat: 5_000, iceServers: [] }));
    });
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  const client = createLiveClient({
    url: `ws://127.0.0.1:${port}`,
    as: 'desk',
    WebSocket: socketClass,
    random: () => 0,
  });
  const reach = (wanted: string): Promise<void> =>
    vi.waitFor(() => expect(client.state.getSnapshot().connection).toBe(wanted), {
      interval: 5,
      timeout: 5_000,
    });
  try {
    await reach('open');
    for (const socket of server.clients) socket.terminate();
    await reach('reconnecting');
    await reach('open');
  } finally {
    client.close();
    await vi.waitFor(() => expect(server.clients.size).toBe(0));
    await new Promise((resolve) => server.close(resolve));
  }
});
