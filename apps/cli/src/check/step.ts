import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { house } from '../house.ts';

/** What a step came to, in things that can pass or fail. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

export interface Step {
  readonly name: string;
  run(): Promise<Tally>;
}

export const noTally: Tally = { passed: 0, failed: 0 };

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/** A step that is one command: it passes when the command ends with 0. */
export function commandStep(name: string, program: string, args: readonly string[]): Step {
  return {
    name,
    run: async () =>
      (await runCommand(program, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
  };
}

/**
 * Runs a command in the repository with this terminal, its output as it comes; resolves to its exit code. Programs
 * that npm installed are found first, so that all run on our own Node.
 */
export async function runCommand(program: string, args: readonly string[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const path = [join(house.root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(program, args, {
    cwd: house.root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  // At a terminal Ctrl-C reaches the command itself; here only its end is awaited.
  const wait = (): void => {};
  process.on('SIGTERM', forward).on('SIGINT', wait);
  child.once('error', reject);
  child.once('close', (code) => resolve(code ?? 1));
  return await promise.finally(() => process.off('SIGTERM', forward).off('SIGINT', wait));
}
