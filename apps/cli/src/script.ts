import { spawn } from 'node:child_process';
import { house } from './house.ts';

/** Runs one of our scripts with this terminal; resolves to its exit code. */
export async function runScript(script: string, args: readonly string[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const child = spawn(process.execPath, [script, ...args], { cwd: house.root, stdio: 'inherit' });
  // Ctrl-C reaches the script itself, which ends; this process waits for that.
  const wait = (): void => {};
  process.on('SIGINT', wait);
  child.once('error', reject);
  child.once('close', (code) => resolve(code ?? 1));
  return await promise.finally(() => process.off('SIGINT', wait));
}
