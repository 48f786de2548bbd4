import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { Terminal } from '../terminal.ts';
import { runSteps } from './run-steps.ts';

function record(): { terminal: Terminal; lines: () => string[] } {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { terminal: new Terminal(stream), lines: () => text.trimEnd().split('\n') };
}

const passes = { name: 'good', run: async () => ({ passed: 2, failed: 0 }) };
const throws = {
  name: 'bad',
  run: async () => {
    throw new Error('out of paper');
  },
};

test('[LCH60] the last line is the sum, and all good is 0', async () => {
  const { terminal, lines } = record();
  expect(await runSteps([passes, passes], terminal)).toBe(0);
  expect(lines().at(-1)).toBe('4 passed, 0 failed');
});

test('[LCH60] a step that breaks counts as a failure and stops no other', async () => {
  const { terminal, lines } = record();
  expect(await runSteps([throws, passes], terminal)).toBe(1);
  expect(lines().join('\n')).toContain('out of paper');
  expect(lines().at(-1)).toBe('2 passed, 1 failed');
});
