import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataFolder } from './data-folder.ts';
import { folderError, HostError } from './errors.ts';
import { identify } from './process-identity.ts';
import { RunFiles } from './run-files.ts';
import { ensureSecret } from './secret.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rem-data-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lock = (): string => join(folder, 'run', 'launcher.json');

function refusal(open: () => unknown): HostError {
  try {
    open();
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

test('[LCH10] a second hold is refused with the holder, until the first lets go', () => {
  const first = DataFolder.open(folder);
  const error = refusal(() => DataFolder.open(folder));
  expect(error.exitCode).toBe(5);
  expect(error.message).toContain(`process ${process.pid}`);
  first.release();
  first.release();
  DataFolder.open(folder).release();
});

test.each([
  ['of an ended process', () => JSON.stringify({ ...identify(process.pid), pid: 2 ** 22 - 1 })],
  [
    'of an earlier process with our number',
    () => JSON.stringify({ ...identify(process.pid), startTime: '1' }),
  ],
  ['of an earlier boot', () => JSON.stringify({ ...identify(process.pid), boot: 'another' })],
  ['that is no JSON', () => '{"pid":'],
])('[LCH10] a hold %s is taken over', (_name, content) => {
  DataFolder.open(folder).release();
  writeFileSync(lock(), content());
  const data = DataFolder.open(folder);
  expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual(identify(process.pid));
  data.release();
});

test('[LCH11] a path that is a file is refused with a sentence', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const error = refusal(() => DataFolder.open(join(file, 'data')));
  expect(error.exitCode).toBe(4);
  expect(error.message).toBe(`cannot use the folder ${join(file, 'data')}: a part of the path is a file`);
});

test('[LCH11] too little space is refused with both numbers', () => {
  const error = refusal(() => DataFolder.open(folder, Number.MAX_SAFE_INTEGER));
  expect(error.exitCode).toBe(4);
  expect(error.message).toMatch(/^the disk is too full: \d+ MB are free in .*, \d+ MB are needed$/);
});

test('[LCH12] the pids of children are in one file, and gone with them', () => {
  const data = DataFolder.open(folder);
  const files = new RunFiles(data.file('run'));
  const self = identify(process.pid);
  if (!self) throw new Error('this process is not in /proc');
  files.write({ server: { ...self, stopSignal: 'SIGTERM' } });
  expect(JSON.parse(readFileSync(data.file('run', 'children.json'), 'utf8'))).toEqual({
    server: process.pid,
  });
  files.remove();
  expect(() => statSync(data.file('run', 'children.json'))).toThrow();
  data.release();
});

test('[LCH24] a left child is ended, another process with its number is not', async () => {
  const data = DataFolder.open(folder);
  const files = new RunFiles(data.file('run'));
  const child = spawn('sleep', ['60']);
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  const identity = identify(child.pid ?? 0);
  if (!identity) throw new Error('sleep did not start');
  files.write({ other: { ...identity, startTime: '1', stopSignal: 'SIGTERM' } });
  expect(await files.endLeftovers(2_000)).toEqual([]);
  expect(identify(identity.pid)).toEqual(identity);
  files.write({ server: { ...identity, stopSignal: 'SIGTERM' } });
  expect(await files.endLeftovers(2_000)).toEqual(['server']);
  expect(await ended).toBe('SIGTERM');
  data.release();
});

test('[LCH13] a secret is made once and kept for us alone', () => {
  const path = join(folder, 'secret');
  const secret = ensureSecret(path);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(ensureSecret(path)).toBe(secret);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.each([
  ['EACCES', 'this user may not write there'],
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the file system is read-only'],
])('[LCH11] %s is told as "%s"', (code, words) => {
  const error = folderError('/srv/rem', Object.assign(new Error(code), { code }));
  expect(error.exitCode).toBe(4);
  expect(error.message).toBe(`cannot use the folder /srv/rem: ${words}`);
});
