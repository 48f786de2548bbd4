import { expect, test } from 'vitest';
import { tallyOf } from './vitest.ts';

interface Counts {
  readonly passed?: number;
  readonly failed?: number;
  readonly pending?: number;
  readonly files?: { status: string; assertionResults: { status: string }[] }[];
}

function report({ passed = 0, failed = 0, pending = 0, files = [] }: Counts): string {
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: 0,
    testResults: files,
  });
}

test.each([
  ['all good', report({ passed: 3 }), 0, { passed: 3, failed: 0 }],
  ['a failed test', report({ passed: 2, failed: 1 }), 1, { passed: 2, failed: 1 }],
  ['a skipped test', report({ passed: 2, pending: 1 }), 0, { passed: 2, failed: 1 }],
  ['no test at all', report({}), 0, { passed: 0, failed: 1 }],
  ['no report', undefined, 1, { passed: 0, failed: 1 }],
  ['an error outside of any test', report({ passed: 2 }), 1, { passed: 2, failed: 1 }],
  [
    'a file that cannot be loaded',
    report({ passed: 2, files: [{ status: 'failed', assertionResults: [] }] }),
    1,
    { passed: 2, failed: 1 },
  ],
  [
    'a file with a failed test counts once',
    report({ failed: 1, files: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }] }),
    1,
    { passed: 0, failed: 1 },
  ],
])('[LCH61] %s', (_name, text, code, tally) => {
  expect(tallyOf(text, code)).toEqual(tally);
});
