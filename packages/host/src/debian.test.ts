import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ensureDebianPackages, findCommand } from './debian.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rem-debian-'));
  mkdirSync(join(folder, 'bin'));
  vi.stubEnv('PATH', `${join(folder, 'bin')}:/usr/bin:/bin`);
  program('sudo', 'shift; exec "$@"');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Puts a program before all others on the path; `$LOG` is a file it may write to. */
function program(name: string, body: string): void {
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!/bin/sh\nLOG=${join(folder, 'log')}\nBIN=${join(folder, 'bin')}\n${body}\n`);
  chmodSync(path, 0o755);
}

const need = { package: 'flute', command: 'rem-test-flute', why: 'plays the tune' };
const there = { package: 'coreutils', command: 'ls', why: 'is on every machine' };

test('[LCH62] installs what is missing, and says what and why', async () => {
  program('apt-get', 'echo "$@" >>"$LOG"; [ "$1" = update ] || cp /bin/true "$BIN/rem-test-flute"');
  const said: string[] = [];
  await ensureDebianPackages([need, there], { say: (line) => said.push(line) });
  expect(said).toEqual(['installing Debian packages:\n  flute: plays the tune']);
  const [update, install] = readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
  expect(update).toMatch(/^update/);
  expect(install).toMatch(/^install .*--no-install-recommends flute$/);
  await ensureDebianPackages([need], { say: (line) => said.push(line) });
  expect(said).toHaveLength(1);
});

test('[LCH62] names the one command when apt-get fails', async () => {
  program('apt-get', 'echo "E: no network" >&2; exit 100');
  const installing = ensureDebianPackages([need], { say: () => {} });
  await expect(installing).rejects.toThrow(
    /E: no network[\s\S]*apt-get install --no-install-recommends flute/,
  );
});

test('[LCH62] names the one command when apt-get does not bring the program', async () => {
  program('apt-get', 'exit 0');
  const installing = ensureDebianPackages([need], { say: () => {} });
  await expect(installing).rejects.toThrow('apt-get brought no rem-test-flute');
});

test('[LCH62] a program of the administrator is found, whatever the path says', () => {
  vi.stubEnv('PATH', '/nowhere');
  expect(findCommand('ldconfig')).toMatch(/\/sbin\/ldconfig$/);
  expect(findCommand('/etc/passwd')).toBe('/etc/passwd');
  expect(findCommand('rem-test-flute')).toBeUndefined();
});
