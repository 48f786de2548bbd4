import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkBoundaries } from './check.ts';
import { dependencyRules } from './dependency-rules.ts';
import { sourceRules } from './source-rules.ts';

/**
 * `fixtures/house` is a small house that keeps every rule; each other folder is named after a rule and holds the
 * files that break it. A rule is proven when the house with those files in it breaks that rule and no other.
 */
const FIXTURES = join(import.meta.dirname, 'fixtures');
const work = realpathSync(mkdtempSync(join(tmpdir(), 'rem-boundaries-')));

afterAll(() => rmSync(work, { recursive: true }));

/** A copy of the small house, with a fault in it if one is named, linked as npm links workspaces. */
function build(fault?: string): string {
  const root = join(work, fault ?? 'sound');
  cpSync(join(FIXTURES, 'house'), root, { recursive: true });
  if (fault) cpSync(join(FIXTURES, fault), root, { recursive: true });
  mkdirSync(join(root, 'node_modules/@rem'), { recursive: true });
  for (const manifest of globSync('{packages,apps}/*/package.json', { cwd: root })) {
    const { name } = JSON.parse(readFileSync(join(root, manifest), 'utf8'));
    symlinkSync(join(root, dirname(manifest)), join(root, 'node_modules', name));
  }
  return root;
}

const planted = readdirSync(FIXTURES).filter((name) => name !== 'house');
const rules = new Set([...dependencyRules.forbidden, ...sourceRules].map(({ name }) => name));

test('a house that keeps every rule is found sound', async () => {
  expect(await checkBoundaries(build())).toEqual([]);
});

test('every rule has its planted violation, and every planted violation its rule', () => {
  expect(planted.toSorted()).toEqual([...rules].toSorted());
});

test.each(planted)('%s', async (rule) => {
  const found = await checkBoundaries(build(rule));
  expect(new Set(found.map((violation) => violation.rule))).toEqual(new Set([rule]));
  const files = globSync('**/planted*.{ts,tsx}', { cwd: join(FIXTURES, rule) });
  expect(new Set(found.map(({ where }) => where.replace(/:\d+$/, '')))).toEqual(new Set(files));
  for (const { reason } of found) expect(reason).not.toBe('');
});
