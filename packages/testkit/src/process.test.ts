import { expect, test } from 'vitest';
import { run, startProcess } from './process.ts';
import { until } from './until.ts';

const script = (text: string): string[] => ['-e', text];

test('waits for a line and stops the child', async () => {
  const child = startProcess(process.execPath, script("console.log('ready'); setInterval(() => {}, 1000)"));
  expect(await child.waitForLine(/ready/)).toBe('ready');
  expect(child.exit).toBeUndefined();
  expect((await child.stop()).signal).toBe('SIGTERM');
  expect((await child.stop()).signal).toBe('SIGTERM');
});

test('a child that ends early fails the wait with its last words', async () => {
  const child = startProcess(process.execPath, script("console.error('no disk'); process.exit(3)"));
  await expect(child.waitForLine(/ready/)).rejects.toThrow(/no disk/);
  expect(child.exit).toEqual({ code: 3, signal: null });
});

test('a child that ignores SIGTERM is killed', async () => {
  const child = startProcess(
    process.execPath,
    script("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')"),
  );
  await child.waitForLine(/up/);
  expect((await child.stop(50)).signal).toBe('SIGKILL');
});

test('a command that does not exist is an error, not a hang', async () => {
  await expect(run('/nowhere/at-all')).rejects.toThrow(/ENOENT/);
});

test('until gives the value, or says what was missing', async () => {
  let calls = 0;
  expect(await until(() => (++calls > 2 ? 'x' : undefined))).toBe('x');
  await expect(until(() => false, { timeoutMs: 30, what: 'rain' })).rejects.toThrow('not within 30 ms: rain');
});
