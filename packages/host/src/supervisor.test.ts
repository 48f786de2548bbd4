import { Backoff } from '@rem/kit';
import { afterEach, expect, test } from 'vitest';
import { pollUntil } from './poll.ts';
import { identify } from './process-identity.ts';
import { type ChildDeath, type ChildSpec, Supervisor } from './supervisor.ts';

let supervisor = new Supervisor();
afterEach(async () => {
  await supervisor.stop();
});

function create(): Supervisor {
  supervisor = new Supervisor({ backoff: () => new Backoff({ first: 1, longest: 2 }) });
  return supervisor;
}

/** A child that runs a line of JavaScript, and is ready when it has written "ready". */
function node(name: string, code: string, more: Partial<ChildSpec> = {}): ChildSpec {
  let said = false;
  supervisor.on('child:started', (other) => {
    if (other === name) said = false;
  });
  supervisor.on('child:output', (other, { line }) => {
    if (other === name && line === 'ready') said = true;
  });
  return {
    name,
    command: process.execPath,
    args: ['-e', code],
    env: process.env,
    ready: (_pid, signal) => pollUntil(() => said, signal, 5),
    stopMs: 3_000,
    ...more,
  };
}

const lives = "console.log('ready'); setInterval(() => {}, 1000);";
const pid = (name: string): number => supervisor.children[name]?.pid ?? 0;

function next<T>(subscribe: (listener: (value: T) => void) => void): Promise<T> {
  return new Promise(subscribe);
}

test('[LCH20] [LCH23] starts in order, stops in reverse, leaves no process', async () => {
  create();
  const order: string[] = [];
  supervisor.on('child:started', (name) => order.push(`+${name}`));
  supervisor.on('child:ready', (name) => order.push(`=${name}`));
  supervisor.on('child:stopped', (name) => order.push(`-${name}`));
  await supervisor.start(node('a', lives));
  await supervisor.start(node('b', lives));
  const pids = [pid('a'), pid('b')];
  await supervisor.stop();
  expect(order).toEqual(['+a', '=a', '+b', '=b', '-b', '-a']);
  expect(pids.map(identify)).toEqual([undefined, undefined]);
  expect(supervisor.children).toEqual({});
});

test('[LCH21] a child that is killed is started again, under a new number', async () => {
  create();
  await supervisor.start(node('a', lives));
  const first = pid('a');
  const death = next<ChildDeath>((listener) => supervisor.once('child:died', listener));
  const again = next<number>((listener) =>
    supervisor.once('child:ready', (_name, second) => listener(second)),
  );
  process.kill(first, 'SIGKILL');
  expect(await death).toMatchObject({ name: 'a', exit: { code: null, signal: 'SIGKILL' }, times: 1 });
  const second = await again;
  expect(second).not.toBe(first);
  expect(pid('a')).toBe(second);
});

test('[LCH21] what keeps dying is started again and again, with its last words', async () => {
  create();
  await supervisor.start(
    node(
      'a',
      "console.log('ready'); process.stdin.resume(); setTimeout(() => { console.error('out of luck'); process.exit(3); }, 30);",
    ),
  );
  const deaths: ChildDeath[] = [];
  const fourth = next<void>((listener) => {
    supervisor.on('child:died', (death) => {
      deaths.push(death);
      if (deaths.length === 4) listener();
    });
  });
  await fourth;
  expect(deaths.map(({ times }) => times)).toEqual([1, 2, 3, 4]);
  expect(deaths[3]).toMatchObject({ exit: { code: 3 }, lastWords: ['out of luck'] });
});

test('[LCH22] a child that never gets ready fails the start with its last words', async () => {
  create();
  const spec = node('a', "console.error('no such table'); process.exit(7);");
  await expect(supervisor.start(spec)).rejects.toThrow('a does not start: exit code 7\n  no such table');
});

test('[LCH22] a program that is not there fails the start', async () => {
  create();
  const spec = node('a', '', { command: '/no/such/program' });
  await expect(supervisor.start(spec)).rejects.toThrow('a does not start');
});

test('[LCH22] a child that hangs is ended, and fails the start', async () => {
  create();
  const spec = node('a', 'setInterval(() => {}, 1000)', { readyMs: 40 });
  await expect(supervisor.start(spec)).rejects.toThrow('not ready after 0.04 s');
  expect(supervisor.children).toEqual({});
});

test('[LCH23] a child that does not listen to its signal is killed after the limit', async () => {
  create();
  await supervisor.start(node('a', `process.on('SIGTERM', () => {}); ${lives}`, { stopMs: 50 }));
  const first = pid('a');
  await supervisor.stop();
  expect(identify(first)).toBeUndefined();
});

test('[LCH23] a second signal ends a drain at once', async () => {
  create();
  await supervisor.start(node('a', `process.on('SIGTERM', () => {}); ${lives}`, { stopMs: 60_000 }));
  const stopped = supervisor.stop();
  supervisor.kill();
  await stopped;
  expect(supervisor.children).toEqual({});
});

test('[LCH23] a stop while a child is starting waits for its end', async () => {
  create();
  const started = supervisor.start(node('a', 'setInterval(() => {}, 1000)'));
  await next<void>((listener) => supervisor.once('child:started', () => listener()));
  const first = pid('a');
  await Promise.all([supervisor.stop(), expect(started).rejects.toThrow('stopped before it was ready')]);
  expect(identify(first)).toBeUndefined();
});

test('[LCH25] a child is in a session of its own', async () => {
  create();
  await supervisor.start(node('a', `console.log(process.pid); ${lives}`));
  const { readFileSync } = await import('node:fs');
  const session = readFileSync(`/proc/${pid('a')}/stat`, 'utf8')
    .split(') ')[1]
    ?.split(' ')[3];
  expect(session).toBe(`${pid('a')}`);
});
