import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { chooseSocketFolder, makePrivateFolder } from './socket-folder.ts';

test('[LCH43] a socket lies in the data folder as long as its path is short enough', () => {
  expect(chooseSocketFolder('/srv/rem', 'postgres', 's')).toBe('/srv/rem/run/postgres');
  const longest = `/${'x'.repeat(107 - '/'.length - '/run/postgres/s'.length)}`;
  expect(chooseSocketFolder(longest, 'postgres', 's')).toBe(`${longest}/run/postgres`);
  expect(chooseSocketFolder(`${longest}x`, 'postgres', 's', '/tmp')).toMatch(
    /^\/tmp\/rem-[0-9a-f]{16}-postgres$/,
  );
});

test('[LCH43] two data folders never share one', () => {
  const far = (name: string): string => chooseSocketFolder(`/${name}${'x'.repeat(120)}`, 'media', 's');
  expect(far('a')).not.toBe(far('b'));
});

test('[LCH40] the folder is for its owner alone, and a link put there before is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rem-socket-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  makePrivateFolder(join(folder, 'a'));
  expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
  symlinkSync(folder, join(folder, 'b'));
  expect(() => makePrivateFolder(join(folder, 'b'))).toThrow('belongs to someone else');
});
