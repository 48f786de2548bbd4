import { EventEmitter } from 'node:events';
import { ManualClock } from '@rem/kit';
import { createLogger } from '@rem/kit/logger';
import { RemError, type ServerFrame, serverFrame } from '@rem/protocol';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { Connection } from './connection.ts';
import type { Side } from './side.ts';

/** A socket that does what a test says; only what a connection uses of `ws`. */
class ScriptedSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly frames: ServerFrame[] = [];
  closedWith: number | null = null;
  terminated = false;

  send(text: string): void {
    this.frames.push(serverFrame.parse(JSON.parse(text)));
  }

  close(code: number): void {
    this.closedWith = code;
    this.readyState = 2;
  }

  terminate(): void {
    this.terminated = true;
    this.readyState = 3;
    this.emit('close', this.closedWith ?? 1006);
  }

  says(frame: object): void {
    this.emit('message', Buffer.from(JSON.stringify(frame)), false);
  }
}

const hello = { type: 'hello', id: 1, protocol: 1, as: 'customer' };

function setUp(side: Partial<Side> = {}) {
  const socket = new ScriptedSocket();
  const clock = new ManualClock();
  const events: string[] = [];
  const connection = new Connection({
    socket: socket as unknown as WebSocket, // the part of it that is used
    clock,
    logger: createLogger('test', 'silent'),
    greet: async () => ({
      roles: ['customer'],
      handlers: { 'session:cancel': async () => void events.push('cancel') },
      idle: true,
      start: async () => void events.push('start'),
      close: () => void events.push('close'),
      ...side,
    }),
    welcome: () => ({ type: 'welcome', protocol: 1, now: clock.now(), heartbeat: 2000, iceServers: [] }),
    onClosed: () => events.push('closed'),
  });
  const settle = () => new Promise(setImmediate);
  const types = () => socket.frames.map(({ type }) => type);
  return { socket, clock, events, connection, settle, types };
}

describe('a connection', () => {
  it('[LIV1] welcomes, answers hello, then shows where things stand; what was sent behind hello waits', async () => {
    const { socket, events, settle, types } = setUp();
    socket.says(hello);
    socket.says({ type: 'session:cancel', id: 2 });
    await settle();
    expect(types()).toEqual(['welcome', 'reply', 'reply']);
    expect(events).toEqual(['start', 'cancel']);
  });

  it('[LIV9] drops a client that does not take what it is sent', async () => {
    const { socket, clock, connection, events, settle, types } = setUp();
    socket.says(hello);
    await settle();
    socket.bufferedAmount = 1024 * 1024 + 1;
    connection.send({ type: 'session', session: null });
    connection.send({ type: 'session', session: null });
    expect(types().slice(2)).toEqual(['bye']);
    expect(socket.closedWith).toBe(4408);
    clock.advance(2_000);
    expect(socket.terminated).toBe(true);
    expect(events.slice(-2)).toEqual(['close', 'closed']);
    expect(clock.pending).toBe(0);
  });

  it('[LIV8] is cut off after three pings without an answer', async () => {
    const { socket, connection, settle, types } = setUp();
    const ping = JSON.stringify({ type: 'ping', at: 1 });
    connection.ping(ping);
    expect(types()).toEqual([]);
    socket.says(hello);
    await settle();
    connection.ping(ping);
    connection.ping(ping);
    socket.says({ type: 'pong', at: 1 });
    for (let each = 0; each < 3; each += 1) connection.ping(ping);
    expect(socket.terminated).toBe(false);
    connection.ping(ping);
    expect(socket.terminated).toBe(true);
  });

  it('[LIV17] ends with "unavailable" when where things stand cannot be shown', async () => {
    const { socket, settle, types } = setUp({
      start: () => Promise.reject(new RemError('unavailable')),
    });
    socket.says(hello);
    await settle();
    expect(types()).toEqual(['welcome', 'reply', 'bye']);
    expect(socket.closedWith).toBe(4503);
  });

  it('[LIV4] tells of its own faults without words that are not for others', async () => {
    const { socket, settle } = setUp({
      handlers: { 'session:cancel': () => Promise.reject(new Error('secret of the house')) },
    });
    socket.says(hello);
    socket.says({ type: 'session:cancel', id: 2 });
    await settle();
    expect(socket.frames.at(-1)).toMatchObject({ type: 'reply', ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(socket.frames)).not.toContain('secret');
    expect(socket.closedWith).toBeNull();
  });

  it('does not begin what waits once the client is gone', async () => {
    const { socket, events, settle } = setUp();
    socket.says(hello);
    socket.says({ type: 'session:cancel', id: 2 });
    socket.terminate();
    await settle();
    expect(events).not.toContain('cancel');
    expect(events).toContain('close');
  });
});
