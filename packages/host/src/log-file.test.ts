import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogFile } from './log-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rem-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('[LCH14] a full file moves aside and only so many stay', () => {
  const log = new LogFile(join(folder, 'x.log'), { maxBytes: 10, keep: 2 });
  for (const line of ['first--\n', 'second-\n', 'third--\n', 'fourth-\n']) log.write(line);
  log.close();
  expect(readdirSync(folder).sort()).toEqual(['x.log', 'x.log.1', 'x.log.2']);
  const content = ['x.log', 'x.log.1', 'x.log.2'].map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(content).toEqual(['fourth-\n', 'third--\n', 'second-\n']);
});

test('[LCH14] goes on in the file of an earlier run, and writes nothing after its close', () => {
  const path = join(folder, 'x.log');
  for (const line of ['one\n', 'two\n']) {
    const log = new LogFile(path);
    log.write(line);
    log.close();
    log.close();
    log.write('late\n');
  }
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
});

test('[LCH14] a folder that is gone stops nobody', () => {
  const log = new LogFile(join(folder, 'x.log'), { maxBytes: 4 });
  log.write('one\n');
  rmSync(folder, { recursive: true });
  log.write('two\n');
  log.write('three\n');
  log.close();
});
