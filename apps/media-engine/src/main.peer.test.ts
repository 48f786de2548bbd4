import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNode, type TestProcess } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

let folder: string;
let children: TestProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rem-engine-'));
});

afterEach(async () => {
  for (const child of children) await child.stop();
  children = [];
});

afterAll(() => rm(folder, { recursive: true }));

function start(environment: Record<string, string>): TestProcess {
  const child = startNode(MAIN, [], { env: { ...process.env, ...environment } });
  children.push(child);
  return child;
}

test('[MED31] says when it is ready, listens for this user only, and ends cleanly when asked', async () => {
  const socket = join(folder, 'clean.sock');
  const child = start({ REM_MEDIA_SOCKET: socket });
  await child.waitForLine(/"msg":"ready"/);
  expect((await stat(socket)).mode & 0o777).toBe(0o600);
  expect(await child.stop()).toEqual({ code: 0, signal: null });
});

test('[MED31] a setting that cannot be used ends it with 2 and a sentence', async () => {
  const child = start({ REM_MEDIA_SOCKET: join(folder, 'bad.sock'), REM_MEDIA_PORTS: 'many' });
  expect((await child.exited).code).toBe(2);
  expect(child.tail).toBe(
    'media engine: REM_MEDIA_PORTS is many: it must be first-last, at least four ports between 1024 and 65535',
  );
});

test('[MED31] a second engine leaves the first alone; what a killed one left is no hindrance', async () => {
  const socket = join(folder, 'one.sock');
  const first = start({ REM_MEDIA_SOCKET: socket });
  await first.waitForLine(/"msg":"ready"/);
  const second = start({ REM_MEDIA_SOCKET: socket });
  expect((await second.exited).code).toBe(1);
  expect(second.tail).toMatch(/another media engine runs at/);
  await first.kill();
  const third = start({ REM_MEDIA_SOCKET: socket });
  await third.waitForLine(/"msg":"ready"/);
});
