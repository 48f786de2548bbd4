import { ManualClock } from '@rem/kit';
import { type ServerFrame, type SessionView, type TimelineEntry, wireError } from '@rem/protocol';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createMemoryLine, type ServerEnd } from '../testing/memory-line.ts';
import { createLiveClient } from './client.ts';
import type { LiveClient, LiveClientOptions } from './types.ts';

const SESSION = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const SERVICE = '33333333-3333-4333-8333-333333333333';
const HEARTBEAT = 5_000;

const entry = (no: number, sessionId = SESSION): TimelineEntry => ({
  sessionId,
  no,
  at: 1_000 + no,
  actor: { kind: 'system' },
  what: { type: 'session:held' },
});

const session = (id = SESSION): SessionView => ({
  id,
  version: 1,
  lastNo: 1,
  serviceId: SERVICE,
  serviceName: { en: 'Cards' },
  branchName: null,
  kioskName: null,
  language: 'en',
  customerName: null,
  requestedAt: 1,
  phase: { state: 'waiting', position: 1, expectedWait: null, ringing: false },
  expert: null,
  peer: null,
});

const request = {
  type: 'session:request',
  requestId: OTHER,
  serviceId: SERVICE,
  language: 'en',
  consents: { terms: true, recording: false },
} as const;

const welcome = (now: number): ServerFrame => ({
  type: 'welcome',
  protocol: 1,
  now,
  heartbeat: HEARTBEAT,
  iceServers: [{ urls: ['turn:relay.example'] }],
});

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const open: LiveClient[] = [];
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});

function start(options: Partial<LiveClientOptions> = {}) {
  const clock = new ManualClock();
  const line = createMemoryLine();
  const client = createLiveClient({
    url: 'wss://rem.example/api/v1/live',
    as: 'customer',
    WebSocket: line.WebSocket,
    clock,
    random: () => 1,
    ...options,
  });
  open.push(client);
  const state = () => client.state.getSnapshot();
  const last = (): ServerEnd => {
    const end = line.connections.at(-1);
    if (!end) throw new Error('no connection');
    return end;
  };
  const welcomed = async (): Promise<ServerEnd> => {
    await settle();
    last().send(welcome(clock.now() + 700));
    return last();
  };
  return { clock, client, state, last, welcomed, connections: line.connections };
}

describe('the line', () => {
  test('[CLI1] begins with hello: protocol, role, ticket', async () => {
    const { last } = start({ ticketStore: { get: () => 'kept', set() {}, clear() {} } });
    await settle();
    expect(last().received).toEqual([
      { type: 'hello', id: expect.any(Number), protocol: 1, as: 'customer', ticket: 'kept' },
    ]);
  });

  test('[CLI1] a desk sends no ticket', async () => {
    const { last } = start({ as: 'desk', ticketStore: { get: () => 'kept', set() {}, clear() {} } });
    await settle();
    expect(last().received[0]).not.toHaveProperty('ticket');
  });

  test('[CLI2] is open after welcome, and knows the server’s clock and relays', async () => {
    const { state, welcomed } = start();
    expect(state().connection).toBe('connecting');
    await welcomed();
    expect(state()).toMatchObject({
      connection: 'open',
      clockOffset: 700,
      iceServers: [{ urls: ['turn:relay.example'] }],
    });
  });

  test('[CLI4] comes back with growing delays up to 5 s, the first again after a good line', async () => {
    const { clock, state, welcomed, last, connections } = start();
    await welcomed();
    for (const delay of [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
      const before = connections.length;
      last().end();
      clock.advance(delay - 1);
      expect(connections.length, `too early, delay ${delay}`).toBe(before);
      clock.advance(1);
      expect(connections.length).toBe(before + 1);
      expect(state().connection).toBe('reconnecting');
    }
    await welcomed();
    clock.advance(5_000);
    last().end();
    clock.advance(250);
    await welcomed();
    expect(state().connection).toBe('open');
  });

  test('[CLI5] without a sign of life for two heartbeats it is dead', async () => {
    const { clock, state, welcomed } = start();
    const end = await welcomed();
    clock.advance(2 * HEARTBEAT - 1);
    end.send({ type: 'ping', at: 5 });
    expect(end.received.at(-1)).toEqual({ type: 'pong', at: 5 });
    clock.advance(2 * HEARTBEAT - 1);
    expect(state().connection).toBe('open');
    clock.advance(1);
    expect(end.closed).toBe(true);
    expect(state().connection).toBe('reconnecting');
  });

  test('[CLI5] a server that does not say welcome within 10 s is tried anew', async () => {
    const { clock, state, connections } = start();
    await settle();
    clock.advance(10_000);
    clock.advance(250);
    expect(connections).toHaveLength(2);
    expect(state().connection).toBe('connecting');
  });

  test('[CLI6] frames it does not know or cannot read are left aside and logged', async () => {
    const warn = vi.fn();
    const { state, welcomed } = start({ logger: { debug() {}, warn } });
    const end = await welcomed();
    end.sendRaw('{');
    end.send({ type: 'hologram', depth: 3 });
    end.send({ type: 'session', session: { id: 5 } });
    expect(warn).toHaveBeenCalledTimes(3);
    end.send({ type: 'session', session: session() });
    expect(state().session?.id).toBe(SESSION);
  });

  test.each([4400, 4401, 4403, 4409])('[CLI7] close code %d ends it for good, and says why', async (code) => {
    const { clock, client, state, welcomed, connections } = start({ as: 'desk' });
    (await welcomed()).end(code);
    expect(state().connection).toBe('closed');
    expect(wireError.parse(state().closedBecause).message).not.toBe('');
    clock.advance(60_000);
    expect(connections).toHaveLength(1);
    await expect(client.send({ type: 'session:end' })).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('[CLI7] what the server said at parting is the reason', async () => {
    const { state, welcomed } = start();
    const end = await welcomed();
    end.send({ type: 'bye', error: { code: 'bad_origin', message: 'm', retryable: false } });
    end.end(4403);
    expect(state().closedBecause?.code).toBe('bad_origin');
  });

  test('[CLI7] close() is for good, and again is nothing', async () => {
    const { clock, client, state, welcomed, connections } = start();
    await welcomed();
    client.close();
    client.close();
    expect(state()).toMatchObject({ connection: 'closed', closedBecause: null });
    clock.advance(60_000);
    expect(connections).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });
});

describe('commands', () => {
  test('[CLI8] are numbered and settled by their own reply', async () => {
    const { client, welcomed } = start();
    const end = await welcomed();
    const first = client.send(request);
    const second = client.send({ type: 'session:cancel' });
    const [, a, b] = end.received;
    expect(a?.id).not.toBe(b?.id);
    end.send({
      type: 'reply',
      id: b?.id,
      ok: false,
      error: { code: 'wrong_state', message: 'm', retryable: false },
    });
    end.send({ type: 'reply', id: a?.id, ok: true, data: { sessionId: SESSION, ticket: 't' } });
    await expect(second).rejects.toMatchObject({ name: 'RemError', code: 'wrong_state' });
    await expect(first).resolves.toEqual({ sessionId: SESSION, ticket: 't' });
  });

  test('[CLI8] a reply of another form than agreed is an error', async () => {
    const { client, welcomed } = start();
    const end = await welcomed();
    const asked = client.send(request);
    end.send({ type: 'reply', id: end.received[1]?.id, ok: true, data: { sessionId: 5 } });
    await expect(asked).rejects.toMatchObject({ code: 'bad_frame' });
  });

  test('[CLI8] without a reply within 15 s they are given up', async () => {
    const { clock, client, welcomed } = start();
    const end = await welcomed();
    const asked = client.send({ type: 'media:keyframe' });
    for (const at of [7_000, 14_000]) {
      clock.advance(7_000);
      end.send({ type: 'ping', at });
    }
    clock.advance(1_000);
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('[CLI9] what can be repeated is sent again after the resume', async () => {
    const { clock, client, welcomed, last } = start();
    await welcomed();
    const asked = client.send(request);
    last().end();
    clock.advance(250);
    const end = await welcomed();
    expect(end.received.map(({ type }) => type)).toEqual(['hello', 'session:request']);
    end.send({ type: 'reply', id: end.received[1]?.id, ok: true, data: { sessionId: SESSION, ticket: 't' } });
    await expect(asked).resolves.toMatchObject({ sessionId: SESSION });
  });

  test('[CLI9] what cannot is refused at once when the line is lost, and while it is', async () => {
    const { client, welcomed, last } = start();
    await welcomed();
    const asked = client.send({ type: 'media:publish', sdp: 'v=0' });
    last().end();
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
    await expect(client.send({ type: 'media:keyframe' })).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('[CLI9] nothing waits for a line longer than 10 s', async () => {
    const { clock, client, welcomed, last } = start();
    await welcomed();
    last().end();
    const asked = client.send({ type: 'session:cancel' });
    clock.advance(10_000);
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('[CLI9] an offer accepted while the line is lost is accepted when it is back', async () => {
    const { clock, client, welcomed, last } = start();
    await welcomed();
    last().end();
    const asked = client.send({ type: 'offer:accept', offerId: SESSION });
    clock.advance(250);
    const end = await welcomed();
    expect(end.received.map(({ type }) => type)).toEqual(['hello', 'offer:accept']);
    end.send({ type: 'reply', id: end.received[1]?.id, ok: true });
    await expect(asked).resolves.toBeUndefined();
  });

  test('[CLI9] what the server cannot do for a moment is asked again, for 10 s', async () => {
    const { clock, client, welcomed } = start();
    const end = await welcomed();
    const asked = client.send({ type: 'offer:accept', offerId: SESSION });
    const error = { code: 'unavailable', message: 'm', retryable: true };
    const { id } = end.received[1] ?? {};
    const refuse = () => end.send({ type: 'reply', id, ok: false, error });
    refuse();
    clock.advance(300);
    expect(end.received.map(({ type }) => type)).toEqual(['hello', 'offer:accept', 'offer:accept']);
    for (let at = 600; at < 10_000; at += 300) {
      end.send({ type: 'ping', at });
      refuse();
      clock.advance(300);
    }
    refuse();
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('[CLI10] an end that was done the first time is no error the second', async () => {
    const { clock, client, welcomed, last } = start();
    await welcomed();
    const asked = client.send({ type: 'session:end' });
    last().end();
    clock.advance(250);
    const end = await welcomed();
    const error = { code: 'session_gone', message: 'm', retryable: false };
    end.send({ type: 'reply', id: end.received[1]?.id, ok: false, error });
    await expect(asked).resolves.toBeUndefined();
  });
});

describe('the customer’s ticket', () => {
  function memory(first: string | null = null) {
    let kept = first;
    const ticketStore = {
      get: () => kept,
      set: (ticket: string) => {
        kept = ticket;
      },
      clear: () => {
        kept = null;
      },
    };
    return { ticketStore, kept: () => kept };
  }

  test('[CLI11] is kept from the reply and shown with the next hello', async () => {
    const { ticketStore, kept } = memory();
    const { clock, client, welcomed, last } = start({ ticketStore });
    const end = await welcomed();
    const asked = client.send(request);
    end.send({ type: 'reply', id: end.received[1]?.id, ok: true, data: { sessionId: SESSION, ticket: 't' } });
    await asked;
    expect(kept()).toBe('t');
    last().end();
    clock.advance(250);
    await settle();
    expect(last().received[0]).toMatchObject({ ticket: 't' });
  });

  test('[CLI11] that the server does not take is dropped, and the line made without it', async () => {
    const { ticketStore, kept } = memory('old');
    const { state, last, connections, welcomed } = start({ ticketStore });
    await settle();
    const error = { code: 'forbidden', message: 'm', retryable: false };
    last().send({ type: 'reply', id: last().received[0]?.id, ok: false, error });
    expect(kept()).toBeNull();
    expect(connections).toHaveLength(2);
    await welcomed();
    expect(state().connection).toBe('open');
  });

  test('[CLI12] forget() wipes session, timeline and ticket, and connects as nobody', async () => {
    const { ticketStore, kept } = memory('t');
    const { client, state, welcomed, last } = start({ ticketStore });
    const end = await welcomed();
    end.send({ type: 'session', session: session() });
    end.send({ type: 'entry', entry: entry(1) });
    client.forget();
    expect(end.closed).toBe(true);
    expect(kept()).toBeNull();
    expect(state()).toMatchObject({ connection: 'connecting', session: null, entries: [] });
    await settle();
    expect(last().received[0]).not.toHaveProperty('ticket');
    expect(last().received[0]).not.toHaveProperty('after');
  });
});

describe('the timeline', () => {
  test('[CLI3] resumes from the last number', async () => {
    const { clock, welcomed, last } = start();
    const end = await welcomed();
    end.send({ type: 'session', session: session() });
    for (const no of [1, 2, 5]) end.send({ type: 'entry', entry: entry(no) });
    end.end();
    clock.advance(250);
    await settle();
    expect(last().received[0]).toMatchObject({ after: { sessionId: SESSION, no: 5 } });
  });

  test('[CLI13] the next session begins an empty one, and the old one’s latecomers stay out', async () => {
    const { state, welcomed } = start();
    const end = await welcomed();
    end.send({ type: 'session', session: session() });
    end.send({ type: 'entry', entry: entry(1) });
    end.send({ type: 'entry', entry: entry(1, OTHER) });
    end.send({ type: 'session', session: session(OTHER) });
    end.send({ type: 'entry', entry: entry(2) });
    expect(state().entries).toEqual([entry(1, OTHER)]);
    end.send({ type: 'session', session: null });
    expect(state().entries).toEqual([entry(1, OTHER)]);
  });

  /** A server that resumes rightly, on lines that are cut anywhere and repeat what they sent. */
  test('[CLI3] cuts and repetitions lose, double and reorder nothing', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant('entry' as const) },
      { weight: 2, arbitrary: fc.constant('cut' as const) },
      { weight: 2, arbitrary: fc.constant('repeat' as const) },
      { weight: 1, arbitrary: fc.constant('hidden' as const) },
      { weight: 1, arbitrary: fc.constant('swap' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const all: TimelineEntry[] = [];
        const { clock, client, state, welcomed, last } = start();
        const seen: number[][] = [];
        const stop = client.state.subscribe(() => seen.push(state().entries.map(({ no }) => no)));
        let no = 0;
        await welcomed();
        last().send({ type: 'session', session: session() });
        for (const what of steps) {
          if (what === 'hidden') no += 1;
          if (what === 'entry' || what === 'swap') {
            const fresh = [entry(++no), ...(what === 'swap' ? [entry(++no)] : [])];
            all.push(...fresh);
            for (const each of fresh.reverse()) last().send({ type: 'entry', entry: each });
          }
          if (what === 'repeat')
            for (const each of all.slice(-3)) last().send({ type: 'entry', entry: each });
          if (what === 'cut') {
            // Half of the cuts take an entry with them that was committed and never arrived.
            if (no % 2 === 0) all.push(entry(++no));
            last().end();
            clock.advance(5_000);
            const end = await welcomed();
            const after = end.received[0]?.after as { no: number } | undefined; // the hello frame's own field
            for (const each of all) if (each.no > (after?.no ?? 0)) end.send({ type: 'entry', entry: each });
          }
        }
        stop();
        expect(state().entries).toEqual(all);
        for (const numbers of seen) expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        client.close();
      }),
      { numRuns: 60, verbose: true },
    );
  });
});

describe('what the server shows', () => {
  test('[CLI14] changes of the live picture replace, add and remove', async () => {
    const { state, welcomed } = start({ as: 'console' });
    const end = await welcomed();
    const summary = {
      waiting: 0,
      serving: 0,
      longestWaitMs: 0,
      answered: 0,
      abandoned: 0,
      serviceLevel: null,
    };
    const live = (id: string, version: number) => ({
      ...{ id, version, state: 'waiting', serviceId: SERVICE, branchId: null, kioskId: null, language: 'en' },
      ...{ customerName: null, requestedAt: 1, connectedAt: null, held: false, expertId: null },
      absent: { customer: null, expert: null },
    });
    const change = { type: 'live:change', experts: [], summary };
    end.send({ ...change, sessions: [live(OTHER, 9)], gone: [] });
    expect(state().live).toBeNull();
    end.send({ type: 'live', sessions: [live(SESSION, 1)], experts: [], summary });
    end.send({ ...change, sessions: [live(SESSION, 2), live(OTHER, 1)], gone: [] });
    expect(state().live?.sessions.map(({ id, version }) => [id, version])).toEqual([
      [SESSION, 2],
      [OTHER, 1],
    ]);
    end.send({ ...change, sessions: [], gone: [SESSION] });
    expect(state().live?.sessions.map(({ id }) => id)).toEqual([OTHER]);
  });

  test('[CLI15] it is remembered that media was asked for before anybody listened', async () => {
    const { client, welcomed } = start();
    const end = await welcomed();
    const heard = vi.fn();
    client.on('media:offer', heard);
    end.send({ type: 'media:start', room: 'call' });
    end.send({ type: 'media:offer', room: 'call', negotiation: 3, sdp: 'v=0' });
    end.send({ type: 'media:peer', peer: { audio: true, video: false, quality: null } });
    expect(client.mediaStarted('call')).toBe(true);
    expect(client.peer()?.audio).toBe(true);
    expect(heard).toHaveBeenCalledWith('call', 3, 'v=0');
    end.send({ type: 'media:stop', room: 'call' });
    expect(client.mediaStarted('call')).toBe(false);
  });
});
