import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify } from '@rem/host';
import { startNode, type TestProcess, until } from '@rem/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';

const FIXTURE = join(import.meta.dirname, '..', '..', 'fixtures', 'start.ts');

const readyLine = z.object({
  ready: z.literal(true),
  url: z.string(),
  pages: z.object({ customer: z.string(), desk: z.string(), console: z.string() }),
  pid: z.number(),
  demo: z.object({
    password: z.string().optional(),
    accounts: z.array(z.object({ name: z.string(), role: z.string() })),
  }),
  ca: z.string(),
  children: z.object({ postgres: z.number(), media: z.number(), server: z.number() }),
});
type Ready = z.infer<typeof readyLine>;

let data: string;
let launchers: TestProcess[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'rem-start-'));
});
afterEach(async () => {
  for (const launcher of launchers) await launcher.stop(30_000);
  launchers = [];
  rmSync(data, { recursive: true, force: true });
});

function launch(...args: string[]): TestProcess {
  const launcher = startNode(FIXTURE, [data, ...args]);
  launchers.push(launcher);
  return launcher;
}

async function started(...args: string[]): Promise<{ launcher: TestProcess; ready: Ready }> {
  const launcher = launch(...args);
  const line = await launcher.waitForLine(/^\{"ready"/, 60_000);
  return { launcher, ready: readyLine.parse(JSON.parse(line)) };
}

const children = (): Record<string, number> =>
  z
    .record(z.string(), z.number())
    .parse(JSON.parse(readFileSync(join(data, 'run', 'children.json'), 'utf8')));

function get(ready: Ready, path: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const asked = request(`${ready.url}${path}`, { ca: readFileSync(ready.ca), agent: false }, (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      text += chunk;
    });
    response.on('end', () => resolve(text));
  });
  asked.once('error', reject);
  asked.end();
  return promise;
}

test('[LCH20] [LCH32] [LCH33] one line when ready, and the server is told what it needs', async () => {
  const { launcher, ready } = await started();
  expect(ready.demo.password).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}$/);
  expect(ready.demo.accounts).toEqual([{ name: 'ada', role: 'expert' }]);
  expect(ready.pid).toBe(launcher.pid);
  expect(children()).toEqual(ready.children);
  const environment = z.record(z.string(), z.string()).parse(JSON.parse(await get(ready, '/environment')));
  expect(environment).toMatchObject({
    REM_DATA: data,
    REM_PORT: new URL(ready.url).port,
    REM_MEDIA: 'embedded',
    REM_MEDIA_SOCKET: join(data, 'run', 'media', 'engine.sock'),
    REM_DATABASE_URL: expect.stringMatching(/^postgresql:\/\/\/rem\?host=/),
    REM_TLS_CERT: join(data, 'tls', 'server.crt'),
    REM_TLS_KEY: join(data, 'tls', 'server.key'),
    REM_SESSION_SECRET: readFileSync(join(data, 'secrets', 'session'), 'utf8').trim(),
  });
});

test('[LCH32] a second start shows no password', async () => {
  const { launcher } = await started();
  await launcher.stop(30_000);
  const { ready } = await started();
  expect(ready.demo.password).toBeUndefined();
});

test('[LCH23] [LCH12] a signal drains in order, ends with 0 and leaves no process', async () => {
  const { launcher, ready } = await started();
  launcher.signal('SIGINT');
  expect(await launcher.exited).toEqual({ code: 0, signal: null });
  expect(Object.values(ready.children).map(identify)).toEqual([undefined, undefined, undefined]);
  expect(children).toThrow('ENOENT');
  expect(readFileSync(join(data, 'log', 'server.log'), 'utf8')).toContain('draining');
});

test.each(['server', 'media', 'postgres'] as const)(
  '[LCH21] [LCH12] kill -9 of %s: it runs again and is noted',
  async (name) => {
    const { launcher, ready } = await started();
    process.kill(ready.children[name], 'SIGKILL');
    await launcher.waitForLine(new RegExp(`${name} runs again`), 10_000);
    const pid = await until(() => children()[name]);
    expect(pid).not.toBe(ready.children[name]);
    expect(identify(pid)).toBeDefined();
  },
);

test('[LCH24] kill -9 of the launcher: the next start works on the same data', async () => {
  const first = await started();
  await first.launcher.kill();
  const second = await started();
  expect(second.ready.demo.password).toBeUndefined();
  expect(Object.values(first.ready.children).map(identify)).toEqual([undefined, undefined, undefined]);
});

test('[LCH10] a second start on the same data says who runs, and disturbs nobody', async () => {
  const { ready } = await started();
  const second = launch();
  expect(await second.exited).toEqual({ code: 5, signal: null });
  expect(second.tail).toContain(`already running on ${data} as process ${ready.pid}`);
  expect(await get(ready, '/health/ready')).toBe('ready');
  expect(children()).toEqual(ready.children);
});

test('[LCH30] a port in use ends with 4 and names the process', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, resolve));
  const address = holder.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const launcher = launch('--port', `${port}`);
  expect(await launcher.exited).toEqual({ code: 4, signal: null });
  expect(launcher.tail).toContain(`port ${port} is in use by`);
  expect(launcher.tail).toContain(`process ${process.pid}`);
  await new Promise((resolve) => holder.close(resolve));
});

test('[LCH31] a database newer than the program ends with 3 and leaves no process', async () => {
  const launcher = launch('--prepare', 'newer-database.ts');
  const line = await launcher.waitForLine(/postgres runs \(process \d+/, 60_000);
  expect(await launcher.exited).toEqual({ code: 3, signal: null });
  expect(launcher.tail).toContain('the database has schema 9, this program knows 7');
  expect(identify(Number(/process (\d+)/.exec(line)?.[1]))).toBeUndefined();
});

test('[LCH22] a server that cannot start ends with 1 and its last words', async () => {
  const launcher = launch('--server', 'dying-server.ts');
  expect(await launcher.exited).toEqual({ code: 1, signal: null });
  expect(launcher.tail).toContain('server does not start: exit code 7');
  expect(launcher.tail).toContain('the flux capacitor is missing');
  expect(children).toThrow('ENOENT');
});

test('[LCH23] a stop in the middle of the start leaves no process and a usable folder', async () => {
  const launcher = launch();
  await launcher.waitForLine(/starting the database/, 30_000);
  launcher.signal('SIGTERM');
  expect(await launcher.exited).toEqual({ code: 0, signal: null });
  const { ready } = await started();
  expect(ready.demo.password).toBeDefined();
});

test('[LCH20] with --media janus, Janus is the media child and the server is told how to reach it', async () => {
  const { ready } = await started('--media', 'janus');
  const environment = z.record(z.string(), z.string()).parse(JSON.parse(await get(ready, '/environment')));
  expect(environment).toMatchObject({
    REM_MEDIA: 'janus',
    REM_JANUS_URL: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/),
    REM_JANUS_SECRET: readFileSync(join(data, 'secrets', 'janus-api'), 'utf8').trim(),
    REM_JANUS_ADMIN_KEY: readFileSync(join(data, 'secrets', 'janus-rooms'), 'utf8').trim(),
  });
  expect(readFileSync(`/proc/${ready.children.media}/comm`, 'utf8').trim()).toBe('janus');
});
