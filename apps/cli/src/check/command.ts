import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDebianPackages } from '@rem/host';
import { house, npmProgram } from '../house.ts';
import { debianNeeds } from './debian-needs.ts';
import { runSteps } from './run-steps.ts';
import { commandStep, type Step } from './step.ts';
import { vitestStep } from './vitest.ts';

export const testParts = ['unit', 'peers', 'e2e'] as const;
export type TestPart = (typeof testParts)[number];

/** `rem check`; resolves to the exit code. */
export function checkCommand(): Promise<number> {
  return runSteps(checkSteps());
}

/** `rem test`, or one part of it; resolves to the exit code. */
export function testCommand(part: TestPart | undefined): Promise<number> {
  const unit = vitestStep('unit tests', 'unit');
  const peers = vitestStep('tests with real peers', 'peers', { privateNetwork: true });
  const e2e = vitestStep('stories in real browsers', 'e2e', { privateNetwork: true });
  switch (part) {
    case 'unit':
      return runSteps([unit]);
    case 'peers':
      return runSteps([debianStep, peers]);
    case 'e2e':
      return runSteps([debianStep, e2e]);
    default:
      return runSteps([...checkSteps(), debianStep, peers, e2e]);
  }
}

function checkSteps(): Step[] {
  const tsc = join(house.root, 'node_modules', 'typescript7', 'bin', 'tsc');
  return [
    commandStep('format and lint', npmProgram('biome'), ['check', '--error-on-warnings', '.']),
    commandStep('types', process.execPath, [tsc, '-p', '.']),
    commandStep('boundaries', process.execPath, [join('scripts', 'boundaries', 'check.ts')]),
    commandStep('dead code', npmProgram('knip'), []),
    ...generators().map((script) =>
      commandStep(`generated files: ${script}`, process.execPath, [script, '--check']),
    ),
    vitestStep('unit tests', 'unit'),
  ];
}

/**
 * Every script in `scripts/generate` writes files that are kept in the repository; with `--check` it writes nothing
 * and fails when one of them is not what it would write.
 */
function generators(): string[] {
  const folder = join('scripts', 'generate');
  if (!existsSync(join(house.root, folder))) return [];
  return readdirSync(join(house.root, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .sort();
}

const debianStep: Step = {
  name: 'Debian packages',
  async run() {
    await ensureDebianPackages(debianNeeds, { say: (line) => console.log(line) });
    return { passed: 1, failed: 0 };
  },
};
