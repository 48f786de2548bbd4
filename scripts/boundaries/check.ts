/** `node scripts/boundaries/check.ts [root]`: says where the house breaks its own rules; exit 1 if anywhere. */
import { resolve } from 'node:path';
import { checkDependencies } from './dependencies.ts';
import { checkSources } from './sources.ts';
import type { Violation } from './violation.ts';

/** Every rule over the house at `root`, in order of place. */
export async function checkBoundaries(root: string): Promise<Violation[]> {
  const found = [...(await checkDependencies(root)), ...checkSources(root)];
  return found.sort((a, b) => a.where.localeCompare(b.where, 'en') || a.rule.localeCompare(b.rule, 'en'));
}

if (import.meta.main) {
  const found = await checkBoundaries(resolve(process.argv[2] ?? resolve(import.meta.dirname, '../..')));
  for (const { where, rule, what } of found) console.error(`${where}  ${rule}: ${what}`);
  const reasons = new Map(found.map(({ rule, reason }) => [rule, reason]));
  for (const [rule, reason] of reasons) console.error(`\n${rule}: ${reason}`);
  if (found.length > 0) process.exitCode = 1;
}
