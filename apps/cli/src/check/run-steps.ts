import { HostError } from '@rem/host';
import { Terminal } from '../terminal.ts';
import { add, noTally, type Step, type Tally } from './step.ts';

/** Runs every step, whatever became of the ones before; the last line on standard output is the sum. */
export async function runSteps(steps: readonly Step[], terminal = new Terminal()): Promise<number> {
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
