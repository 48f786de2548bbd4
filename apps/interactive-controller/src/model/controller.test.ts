import type { Call, LiveClient, LiveState, LocalMedia, LocalMediaSnapshot } from '@rem/client';
import { SnapshotStore } from '@rem/client';
import { ManualClock } from '@rem/kit';
import { type Command, type CustomerSetup, RemError, type SessionView } from '@rem/protocol';
import { expect, test, vi } from 'vitest';
import { CustomerController, SETUP_RETRY_MS } from './controller.ts';

const SERVICE = '11111111-1111-4111-8111-111111111111';
const SESSION = '22222222-2222-4222-8222-222222222222';

const setup: CustomerSetup = {
  brand: { name: 'Bank' },
  branch: null,
  kiosk: null,
  languages: ['en', 'de'],
  services: [{ id: SERVICE, name: { en: 'Cards' }, description: null, icon: 'card' }],
};

const view = (phase: SessionView['phase']): SessionView => ({
  id: SESSION,
  version: 1,
  lastNo: 1,
  serviceId: SERVICE,
  serviceName: { en: 'Cards' },
  branchName: null,
  kioskName: null,
  language: 'en',
  customerName: null,
  requestedAt: 1,
  phase,
  expert: null,
  peer: null,
});
const waiting: SessionView['phase'] = { state: 'waiting', position: 1, expectedWait: null, ringing: false };

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function fakeLive() {
  const state = new SnapshotStore<LiveState>({
    connection: 'open',
    closedBecause: null,
    session: null,
    entries: [],
    desk: null,
    live: null,
    clockOffset: 0,
    iceServers: [],
  });
  const sent: Command[] = [];
  const send = vi.fn(async (command: Command) => {
    sent.push(command);
  });
  const close = vi.fn();
  // Only what the controller uses is there.
  const live = { state, send, close } as unknown as LiveClient;
  return { live, state, sent, send, close };
}

/** The page's controller with everything around it made up. */
function page(options: { ticket?: string; link?: object; setups?: (CustomerSetup | RemError)[] } = {}) {
  const clock = new ManualClock();
  const lines: ReturnType<typeof fakeLive>[] = [];
  const closed: LocalMediaSnapshot = {
    state: 'closed',
    stream: null,
    audioTrack: null,
    videoTrack: null,
    audioProblem: null,
    videoProblem: null,
  };
  const media = { state: new SnapshotStore(closed), open: vi.fn(async () => {}), close: vi.fn() };
  const call = { state: new SnapshotStore<object>({}), stop: vi.fn(), setAudio: vi.fn() };
  let ticket: string | null = options.ticket ?? null;
  const setups = options.setups ?? [setup];
  const controller = new CustomerController({
    api: {
      setup: async () => {
        const next = (setups.length > 1 ? setups.shift() : setups[0]) ?? setup;
        if (next instanceof RemError) throw next;
        return next;
      },
      enrol: async () => ({ kiosk: { id: SERVICE, name: 'Lobby' } }),
    },
    openLive: () => {
      const line = fakeLive();
      lines.push(line);
      return line.live;
    },
    // Only what the controller uses is there.
    createCall: () => call as unknown as Call,
    media: media as unknown as LocalMedia,
    tools: {
      createLevelMeter: () => ({ level: () => 0, peak: () => 0, close() {} }),
      playTestTone: async () => {},
      networkCheck: async () => ({ loss: 0, roundTrip: 1, jitter: 1, grade: 'good' }),
    },
    tickets: {
      get: () => ticket,
      set: (next) => {
        ticket = next;
      },
      clear: () => {
        ticket = null;
      },
    },
    clock,
    link: { service: null, branch: null, enrol: false, ...options.link },
    goToStart: vi.fn(),
  });
  const screen = () => controller.state.getSnapshot().screen;
  const line = () => {
    const last = lines.at(-1);
    if (!last) throw new Error('no line');
    return last;
  };
  return { controller, clock, lines, line, media, call, screen, ticket: () => ticket };
}

async function atWaiting() {
  const made = page();
  made.controller.start();
  await settle();
  made.controller.choose(SERVICE);
  made.controller.agree(false);
  made.controller.proceed('de');
  made.line().state.patch({ session: view(waiting) });
  return made;
}

const requests = (sent: readonly Command[]): number =>
  sent.filter(({ type }) => type === 'session:request').length;

test('[REI2] one wish, however often it is touched, is one request', async () => {
  const { controller, line, screen } = await atWaiting();
  controller.choose(SERVICE);
  controller.agree(true);
  controller.proceed('en');
  expect(screen().name).toBe('session');
  expect(requests(line().sent)).toBe(1);
  expect(line().sent.at(-1)).toMatchObject({
    serviceId: SERVICE,
    language: 'de',
    consents: { recording: false },
  });
});

test('[REI2] trying again after a refusal repeats the same request', async () => {
  const { controller, line, screen } = page();
  controller.start();
  await settle();
  controller.choose(SERVICE);
  controller.agree(false);
  line().send.mockImplementationOnce(async (command) => {
    line().sent.push(command);
    throw new RemError('service_closed');
  });
  controller.proceed('en');
  await settle();
  expect(screen()).toMatchObject({ name: 'error', what: 'request', error: { code: 'service_closed' } });
  controller.tryAgain();
  const ids = line().sent.flatMap((command) =>
    command.type === 'session:request' ? [command.requestId] : [],
  );
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('[REI3] leaving the line tells the server, then nothing is left', async () => {
  const { controller, line, media, call, screen, ticket } = await atWaiting();
  controller.leave();
  expect(screen()).toEqual({ name: 'end', how: 'left' });
  await settle();
  expect(line().sent.at(-1)).toEqual({ type: 'session:cancel' });
  expect(line().close).toHaveBeenCalled();
  expect(media.close).toHaveBeenCalled();
  expect(call.stop).toHaveBeenCalled();
  expect(ticket()).toBeNull();
  expect(controller.state.getSnapshot()).toMatchObject({ live: null, call: null, messages: [] });
});

test('[REI3] a kept ticket leads back into its session; one whose session is gone, to the start', async () => {
  const { controller, line, clock, screen, ticket } = page({ ticket: 'kept' });
  controller.start();
  expect(screen().name).toBe('session');
  line().state.patch({ session: view(waiting) });
  clock.advance(60_000);
  expect(screen().name).toBe('session');

  const gone = page({ ticket: 'old' });
  gone.controller.start();
  gone.clock.advance(10_000);
  await settle();
  expect(gone.screen().name).toBe('attract');
  expect(gone.ticket()).toBeNull();
  expect(ticket()).toBe('kept');
});

test('[REI3] the other side’s end is the end here', async () => {
  const { line, screen } = await atWaiting();
  line().state.patch({
    session: view({ state: 'ended', outcome: 'served', reason: 'expert_ended', endedAt: 2 }),
  });
  expect(screen()).toEqual({ name: 'end', how: 'served' });
});

test('[REI4] untouched screens count down to the start; a touch begins the count anew', async () => {
  const { controller, clock, screen } = page();
  controller.start();
  await settle();
  controller.choose(SERVICE);
  clock.advance(59_000);
  controller.touched();
  clock.advance(59_000);
  expect(screen().name).toBe('consent');
  clock.advance(1_000);
  expect(screen().name).toBe('attract');
  expect(controller.state.getSnapshot().wipes).toBe(1);
});

test('[REI5] a link begins at its service, once', async () => {
  const { controller, screen } = page({ link: { service: SERVICE } });
  controller.start();
  await settle();
  expect(screen().name).toBe('consent');
  controller.leave();
  await settle();
  expect(screen().name).toBe('attract');
});

test('[REI1] a server that cannot be reached is said, and tried again', async () => {
  const { controller, clock, screen } = page({ setups: [new RemError('unavailable'), setup] });
  controller.start();
  await settle();
  expect(screen()).toMatchObject({ name: 'error', what: 'setup' });
  clock.advance(SETUP_RETRY_MS);
  await settle();
  expect(screen().name).toBe('attract');
});

test('[REI3] a line that is closed for good is said, and everything let go', async () => {
  const { line, media, screen } = await atWaiting();
  const closedBecause = new RemError('replaced').toWire();
  line().state.patch({ connection: 'closed', closedBecause });
  expect(screen()).toMatchObject({ name: 'error', what: 'line', error: { code: 'replaced' } });
  expect(media.close).toHaveBeenCalled();
});

test('[REI1] what was written and cannot be sent can be sent again', async () => {
  const { controller, line } = await atWaiting();
  line().send.mockRejectedValueOnce(new RemError('unavailable'));
  controller.say('Hello');
  await settle();
  const [failed] = controller.state.getSnapshot().messages;
  expect(failed).toMatchObject({ text: 'Hello', mine: true, state: 'failed' });
  controller.sayAgain(failed?.id ?? '');
  await settle();
  expect(line().sent.at(-1)).toMatchObject({ type: 'chat:send', messageId: failed?.id });
});
