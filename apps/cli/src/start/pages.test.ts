import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isBuilt, pageFolder, sourceHash } from './pages.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rem-pages-'));
  write('apps/desk/index.html', '<html>');
  write('apps/desk/src/main.tsx', 'one');
  write('packages/ui/src/button.tsx', 'one');
  write('packages/store/src/store.ts', 'one');
  write('package-lock.json', '{}');
  write('tsconfig.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
}

test('a page is built when its stamp is that of its sources', () => {
  expect(isBuilt(root, 'desk')).toBe(false);
  write('apps/desk/dist/.rem-stamp', sourceHash(root, 'desk'));
  expect(pageFolder(root, 'desk')).toBe(join(root, 'apps/desk/dist'));
  expect(isBuilt(root, 'desk')).toBe(true);
});

test.each([
  ['apps/desk/src/main.tsx', true],
  ['packages/ui/src/button.tsx', true],
  ['package-lock.json', true],
  ['apps/desk/dist/index.html', false],
  ['apps/desk/node_modules/x/index.js', false],
  ['apps/desk/src/main.test.tsx', false],
  ['packages/store/src/store.ts', false],
])('a change of %s makes a page out of date: %s', (path, expected) => {
  const before = sourceHash(root, 'desk');
  write(path, 'two');
  expect(sourceHash(root, 'desk') !== before).toBe(expected);
});
