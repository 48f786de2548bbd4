import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Runs the planted test files, each under the leak check, and tells which failed and how. */
async function runPlanted(): Promise<string> {
  const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const args = [
    'run',
    '--root',
    join(import.meta.dirname, 'fixtures'),
    '--reporter=tap-flat',
    '--reporter=default',
  ];
  const env = { PATH: process.env.PATH, NO_COLOR: '1' };
  return promisify(execFile)(process.execPath, [vitest, ...args], { env }).then(
    () => expect.unreachable('the planted leaks went unnoticed'),
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );
}

test('a file that leaves a child or a server fails, one that closes late passes', async () => {
  const output = await runPlanted();
  expect(output).toMatch(/FAIL {2}leaves-child\.test\.ts/);
  expect(output).toMatch(/FAIL {2}leaves-server\.test\.ts/);
  expect(output).toContain('1 ProcessWrap');
  expect(output).toContain('1 TCPServerWrap');
  expect(output).not.toMatch(/FAIL {2}closes-late\.test\.ts/);
});
