import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type House, NOT_CHECKED, type SourceRule, sourceRules } from './source-rules.ts';
import { parse, type Source, visit } from './syntax.ts';
import type { Violation } from './violation.ts';

const FILES = [
  '{packages,apps}/*/src/**/*.{ts,tsx}',
  '{packages,apps}/*/*.ts',
  '{e2e,bench,scripts}/**/*.{ts,tsx}',
];

/** Runs the rules on source text over the house at `root`. */
export function checkSources(root: string): Violation[] {
  const house = readHouse(root);
  return globSync(FILES, { cwd: root, exclude: ['**/node_modules/**', '**/fixtures/**', '**/dist/**'] })
    .sort()
    .flatMap((path) => checkSource(parse(path, readFileSync(join(root, path), 'utf8')), house));
}

/** Runs the rules on source text over one file. */
export function checkSource(source: Source, house: House): Violation[] {
  if (NOT_CHECKED.test(source.path)) return [];
  const rules = sourceRules.filter(
    ({ from, except }) => from.test(source.path) && !except?.test(source.path),
  );
  const found: Violation[] = [];
  visit(source.file, (node) => {
    for (const rule of rules) {
      const what = rule.find(node, source, house);
      if (what) found.push(violation(rule, source, node.getStart(), what));
    }
  });
  // `globalThis.fetch` is a read of two nodes on one line: said once.
  return found.filter(
    ({ rule, where }, index) =>
      found.findIndex((other) => other.rule === rule && other.where === where) === index,
  );
}

function violation(rule: SourceRule, source: Source, position: number, what: string): Violation {
  const { line } = source.file.getLineAndCharacterOfPosition(position);
  return { rule: rule.name, where: `${source.path}:${line + 1}`, what, reason: rule.reason };
}

function readHouse(root: string): House {
  const manifests = globSync('{packages,apps}/*/package.json', { cwd: root });
  return { frontDoors: new Map(manifests.map((path) => frontDoors(join(root, path)))) };
}

/** The name of a package of ours with what its `exports` declare. */
function frontDoors(manifest: string): [name: string, doors: Set<string>] {
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  if (!isObject(content) || typeof content.name !== 'string') throw new Error(`${manifest} has no name`);
  return [content.name, new Set(isObject(content.exports) ? Object.keys(content.exports) : [])];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
