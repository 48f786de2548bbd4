import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { dependencyRules } from './dependency-rules.ts';
import type { Violation } from './violation.ts';

const ROOTS = ['packages', 'apps', 'e2e', 'bench', 'scripts'];

/** Runs the rules on imports over the house at `root`. */
export async function checkDependencies(root: string): Promise<Violation[]> {
  const { options, ...ruleSet } = dependencyRules;
  const { enhancedResolveOptions, ...cruiseOptions } = options;
  const whole: ICruiseOptions = { ...cruiseOptions, baseDir: root, ruleSet, validate: true };
  const { output } = await cruise(
    ROOTS.filter((folder) => existsSync(join(root, folder))),
    whole,
    enhancedResolveOptions,
  );
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`);
  return violations(output);
}

/** Why the rule of this name is there; rules of several parts give a reason for each. */
function reason(name: string): string {
  const parts = dependencyRules.forbidden.filter((rule) => rule.name === name);
  return [...new Set(parts.map(({ comment }) => comment))].join(' ');
}

function violations(result: ICruiseResult): Violation[] {
  return result.summary.violations.map(({ rule, from, to, cycle }) => ({
    rule: rule.name,
    where: from,
    what: cycle
      ? `${from} → ${cycle.map(({ name }) => name).join(' → ')}`
      : from === to
        ? 'stands alone'
        : `imports ${to}`,
    reason: reason(rule.name),
  }));
}
