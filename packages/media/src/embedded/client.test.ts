import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, systemClock } from '@rem/kit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MediaEngine } from '../engine.ts';
import { CuttableProxy } from '../testing/cuttable-proxy.ts';
import { createEmbeddedEngine } from './client.ts';
import { type EngineProcess, runEngineProcess } from './process/mod.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

let folder: string;
let socketPath: string;
let open: { close(): Promise<unknown> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rem-client-'));
  socketPath = join(folder, 'engine.sock');
});

afterEach(async () => {
  for (const one of open.reverse()) await one.close();
  open = [];
  await rm(folder, { recursive: true });
});

async function startProcess(clock = systemClock): Promise<EngineProcess> {
  const process = await runEngineProcess({
    ...{ socketPath, address: '127.0.0.1', ports: [40_000, 40_099], logger: silent, clock },
  });
  open.push(process);
  return process;
}

function newEngine(path = socketPath, timeoutMs = 2_000): { engine: MediaEngine; events: string[] } {
  const engine = createEmbeddedEngine({ socketPath: path, timeoutMs });
  const events: string[] = [];
  engine.on('up', () => events.push('up'));
  engine.on('down', (reason) => events.push(`down: ${reason}`));
  open.push(engine);
  engine.start();
  return { engine, events };
}

const ann = { roomId: 'r', participantId: 'ann' };
const bob = { roomId: 'r', participantId: 'bob' };

test('[MED40] calls before there is an engine are told so at once, and it is found when it comes', async () => {
  const { engine, events } = newEngine();
  await expect(engine.rooms()).rejects.toMatchObject({ code: 'engine_down', retryable: true });
  await startProcess();
  await vi.waitUntil(() => engine.ready);
  expect(events).toEqual(['up']);
  expect(await engine.rooms()).toEqual([]);
});

test('[MED41] a broken connection is no news: rooms stay, calls meanwhile wait', async () => {
  await startProcess();
  const proxyPath = join(folder, 'proxy.sock');
  const proxy = await CuttableProxy.listen({ path: proxyPath }, { path: socketPath });
  open.push(proxy);
  const { engine, events } = newEngine(proxyPath);
  await vi.waitUntil(() => engine.ready);
  await engine.createRoom('r');
  proxy.cut();
  // Some calls may be on their way when it breaks; those are told to try again.
  const rooms = await vi.waitFor(() => engine.rooms());
  expect(rooms).toEqual(['r']);
  expect(events).toEqual(['up']);
});

test('[MED42] another process in its place means that everything is gone', async () => {
  const first = await startProcess();
  const { engine, events } = newEngine();
  await vi.waitUntil(() => engine.ready);
  await engine.createRoom('r');
  await first.close();
  await startProcess();
  await vi.waitUntil(() => engine.ready && events.length === 3);
  expect(events[1]).toMatch(/^down/);
  expect(await engine.rooms()).toEqual([]);
});

test('[MED43] a second adapter takes the place of the first, which does not take it back', async () => {
  await startProcess();
  const first = newEngine();
  await vi.waitUntil(() => first.engine.ready);
  await first.engine.createRoom('r');
  const second = newEngine();
  await vi.waitUntil(() => second.engine.ready);
  await vi.waitUntil(() => !first.engine.ready);
  expect(first.events[1]).toMatch(/took over/);
  expect(await second.engine.rooms()).toEqual(['r']);
  await expect(first.engine.rooms()).rejects.toMatchObject({ code: 'engine_down' });
});

test('[MED44] rooms that nobody claims are closed after a while, and not before', async () => {
  const clock = new ManualClock();
  await startProcess(clock);
  const { engine } = newEngine();
  await vi.waitUntil(() => engine.ready);
  await engine.createRoom('r');
  clock.advance(10 * 60_000);
  expect(await engine.rooms()).toEqual(['r']);
  await engine.close();
  await vi.waitUntil(() => clock.pending === 1);
  clock.advance(5 * 60_000 - 1);
  const second = newEngine().engine;
  await vi.waitUntil(() => second.ready);
  expect(await second.rooms()).toEqual(['r']);
  await second.close();
  await vi.waitUntil(() => clock.pending === 1);
  clock.advance(5 * 60_000);
  const third = newEngine().engine;
  await vi.waitUntil(() => third.ready);
  expect(await third.rooms()).toEqual([]);
});

test('[MED45] an adapter that comes back is told the offers that are still open', async () => {
  await startProcess();
  const first = newEngine().engine;
  await vi.waitUntil(() => first.ready);
  await first.createRoom('r');
  const offers: string[] = [];
  first.on('offer', ({ participantId }, negotiation) => offers.push(`${participantId} ${negotiation}`));
  await first.join(ann, 'party');
  expect(offers).toEqual([]);
  await first.join(bob, 'party');
  await first.join(bob, 'party');
  expect(offers.sort()).toEqual(['ann 1', 'bob 1']);
  await first.close();
  const again: string[] = [];
  const second = createEmbeddedEngine({ socketPath });
  open.push(second);
  second.on('offer', ({ participantId }, negotiation) => again.push(`${participantId} ${negotiation}`));
  second.start();
  await vi.waitUntil(() => again.length === 2);
  expect(again.sort()).toEqual(offers);
  await second.resubscribe(ann);
  await vi.waitUntil(() => again.includes('ann 2'));
});

test('[MED46] the sections of someone who left wait for them; a hidden one brings no section', async () => {
  await startProcess();
  const { engine } = newEngine();
  await vi.waitUntil(() => engine.ready);
  await engine.createRoom('r');
  const offers: [string, string][] = [];
  engine.on('offer', ({ participantId }, _, sdp) => offers.push([participantId, sdp]));
  await engine.join(ann, 'party');
  await engine.join({ roomId: 'r', participantId: 'eve' }, 'hidden');
  expect(offers.map(([id]) => id)).toEqual(['eve']);
  expect(offers[0]?.[1].match(/^a=msid:\S+/gm)).toEqual(['a=msid:ann', 'a=msid:ann']);
  await engine.leave(ann);
  await engine.join(ann, 'party');
  // For Ann there is nobody to see, and Eve has Ann's sections already.
  expect(offers).toHaveLength(1);
  await expect(engine.publish({ roomId: 'r', participantId: 'eve' }, 'v=0')).rejects.toMatchObject({
    code: 'engine_error',
  });
});

test('[MED47] an engine that says nothing runs into the time limit, and one that talks nonsense is dropped', async () => {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.write('{"type":"hello","version":1,"instance":"x"}\n');
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  open.push({
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  });
  const { engine } = newEngine(socketPath, 100);
  await vi.waitUntil(() => engine.ready);
  await expect(engine.rooms()).rejects.toMatchObject({ code: 'timeout', retryable: true });
  sockets[0]?.write('nonsense\n');
  await vi.waitUntil(() => sockets.length === 2);
  const call = engine.rooms();
  sockets[1]?.once('data', () => sockets[1]?.write('{"type":"result","id":2,"result":[7]}\n'));
  await expect(call).rejects.toMatchObject({
    code: 'engine_error',
  });
});
