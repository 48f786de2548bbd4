import type { AddressInfo } from 'node:net';
import { ManualClock, systemClock } from '@rem/kit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { JanusConnection, JanusRefusal } from './connection.ts';

interface Request {
  janus: string;
  transaction: string;
  session_id?: number;
  apisecret: string;
}

/** A scripted Janus: answers sessions; everything else as the test says. */
let server: WebSocketServer;
let sockets: WebSocket[] = [];
let requests: Request[] = [];
let knownSession: number | undefined;
let reply: (socket: WebSocket, request: Request) => object | undefined;
let connections: JanusConnection[] = [];

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  sockets = [];
  requests = [];
  knownSession = undefined;
  reply = () => ({ janus: 'success' });
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (data) => answer(socket, JSON.parse(String(data)) as Request));
  });
  await new Promise((resolve) => server.once('listening', resolve));
});

afterEach(async () => {
  for (const connection of connections) connection.close();
  connections = [];
  for (const socket of sockets) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

function answer(socket: WebSocket, request: Request): void {
  requests.push(request);
  const { transaction } = request;
  if (request.janus === 'create') {
    knownSession = 1_000 + sockets.length;
    socket.send(JSON.stringify({ janus: 'success', transaction, data: { id: knownSession } }));
  } else if (request.janus === 'claim') {
    const known = request.session_id === knownSession;
    const error = { janus: 'error', error: { code: 458, reason: 'No such session' } };
    socket.send(JSON.stringify({ ...(known ? { janus: 'success' } : error), transaction }));
  } else {
    const body = reply(socket, request);
    if (body) socket.send(JSON.stringify({ transaction, ...body }));
  }
}

function connect(timeoutMs = 2_000, clock = systemClock): { connection: JanusConnection; events: string[] } {
  // A server that listens on TCP has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  const connection = new JanusConnection({
    ...{ url: `ws://127.0.0.1:${port}`, apiSecret: 'secret', clock, logger: undefined, timeoutMs },
  });
  const events: string[] = [];
  connection.on('up', () => events.push('up'));
  connection.on('down', () => events.push('down'));
  connections.push(connection);
  connection.start();
  return { connection, events };
}

test('[MED61] every request carries the secret, and waits past the acknowledgement for its answer', async () => {
  const { connection } = connect();
  await vi.waitUntil(() => connection.up);
  reply = (socket, { transaction }) => {
    setImmediate(() =>
      socket.send(JSON.stringify({ janus: 'event', transaction, plugindata: { data: { a: 1 } } })),
    );
    return { janus: 'ack' };
  };
  const message = await connection.request({ janus: 'message', handle: 7, more: { body: {} } });
  expect(message.plugindata?.data).toEqual({ a: 1 });
  expect(requests.every(({ apisecret }) => apisecret === 'secret')).toBe(true);
});

test('[MED61] refusals of Janus and of its plugin are errors with their code', async () => {
  const { connection } = connect();
  await vi.waitUntil(() => connection.up);
  reply = () => ({ janus: 'error', error: { code: 459, reason: 'No such handle' } });
  await expect(connection.request({ janus: 'detach', handle: 7 })).rejects.toMatchObject({ code: 459 });
  reply = () => ({ janus: 'event', plugindata: { data: { error_code: 426, error: 'No such room' } } });
  await expect(connection.request({ janus: 'message', handle: 7 })).rejects.toBeInstanceOf(JanusRefusal);
});

test('[MED62] a session is claimed back after the connection broke, and nobody hears of it', async () => {
  const { connection, events } = connect();
  await vi.waitUntil(() => connection.up);
  const { session } = connection;
  sockets[0]?.terminate();
  await vi.waitUntil(() => requests.some(({ janus }) => janus === 'claim'));
  await connection.request({ janus: 'keepalive' });
  expect(connection.session).toBe(session);
  expect(events).toEqual(['up']);
});

test('[MED62] a Janus that does not know the session is a new one', async () => {
  const { connection, events } = connect();
  await vi.waitUntil(() => connection.up);
  knownSession = undefined;
  sockets[0]?.terminate();
  await vi.waitUntil(() => events.length === 3);
  expect(events).toEqual(['up', 'down', 'up']);
});

test('[MED63] no answer is a timeout; calls under way when the connection breaks may be tried again', async () => {
  const { connection } = connect(100);
  await vi.waitUntil(() => connection.up);
  reply = () => undefined;
  await expect(connection.request({ janus: 'attach' })).rejects.toMatchObject({
    code: 'timeout',
    retryable: true,
  });
  const pending = connection.request({ janus: 'attach' });
  await vi.waitUntil(() => requests.filter(({ janus }) => janus === 'attach').length === 2);
  sockets[0]?.terminate();
  await expect(pending).rejects.toMatchObject({ code: 'engine_down', retryable: true });
});

test('[MED63] the session is kept alive while nothing is asked', async () => {
  const clock = new ManualClock();
  const { connection } = connect(2_000, clock);
  await vi.waitUntil(() => connection.up);
  clock.advance(20_000);
  await vi.waitUntil(() => requests.some(({ janus }) => janus === 'keepalive'));
});
