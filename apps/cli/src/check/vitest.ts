import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { house, npmProgram } from '../house.ts';
import { noTally, runCommand, type Step, type Tally } from './step.ts';

/** Of Vitest's JSON report, what is counted. */
const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

export interface VitestOptions {
  /** Run in a network of its own; default false. */
  readonly privateNetwork?: boolean;
}

/** The tests of one project in vitest.config.ts. */
export function vitestStep(
  name: string,
  project: string,
  { privateNetwork = false }: VitestOptions = {},
): Step {
  return {
    name,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), 'rem-test-'));
      const file = join(folder, 'report.json');
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
      const vitest = [npmProgram('vitest'), 'run', '--project', project, ...reporters];
      const wrapper = [process.execPath, join(house.root, 'packages', 'testkit', 'src', 'run-private.ts')];
      const [program = '', ...args] = privateNetwork ? [...wrapper, ...vitest] : vitest;
      try {
        const code = await runCommand(program, args);
        return tallyOf(readReport(file), code);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/**
 * Counts tests. What must not look like success counts as a failure too: no test at all, a skipped test, a file
 * that could not even be loaded, an error outside of any test.
 * @param text the report, or undefined when there is none
 */
export function tallyOf(text: string | undefined, exitCode: number): Tally {
  if (text === undefined) return { passed: 0, failed: 1 };
  const result = report.parse(JSON.parse(text));
  const brokenFiles = result.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
  const failed = result.numFailedTests + result.numPendingTests + result.numTodoTests + brokenFiles;
  const nothing = result.numPassedTests + failed === 0;
  const unexplained = exitCode !== 0 && failed === 0;
  return { ...noTally, passed: result.numPassedTests, failed: failed + (nothing || unexplained ? 1 : 0) };
}

function readReport(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
