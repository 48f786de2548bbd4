import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDebianPackages, HostError } from '@rem/host';
import { house, npmProgram } from '../house.ts';
import { Terminal } from '../terminal.ts';
import { debianNeeds } from './debian-needs.ts';
import { add, commandStep, noTally, type Step, type Tally } from './step.ts';
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

/** Runs every step, whatever became of the ones before; the last line on standard output is the sum. */
async function runSteps(steps: readonly Step[]): Promise<number> {
  const terminal = new Terminal();
  let total = noTally;
  for (const step of steps) {
    terminal.line();
    terminal.step(terminal.paint('bold', step.name));
    const started = performance.now();
    const tally = await runStep(step, terminal);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const text = `${step.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)`;
    if (tally.failed === 0) terminal.done(text);
    else terminal.error(text);
    total = add(total, tally);
  }
  terminal.line();
  terminal.line(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

async function runStep(step: Step, terminal: Terminal): Promise<Tally> {
  try {
    return await step.run();
  } catch (error) {
    terminal.error(error instanceof HostError ? error.message : String(error));
    return { passed: 0, failed: 1 };
  }
}
