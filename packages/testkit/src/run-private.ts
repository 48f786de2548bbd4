import { spawn } from 'node:child_process';
import { privateNetworkCommand, setUpPrivateNetwork } from './netns.ts';

/**
 * `run-private.ts COMMAND ARG…`: runs the command in a network namespace of its own that is ready for tests, and
 * ends with its exit code. `./rem test` starts the tests with real peers and browsers through it.
 */
const INSIDE = '--inside';

async function run(argv: readonly string[]): Promise<number> {
  const [program, ...args] = argv;
  if (program === undefined) throw new Error('which command? run-private.ts COMMAND ARG…');
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const child = spawn(program, args, { stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  // At a terminal Ctrl-C reaches the command itself; here only its end is awaited.
  process.on('SIGTERM', forward).on('SIGINT', () => {});
  child.once('error', reject);
  child.once('close', (code) => resolve(code ?? 1));
  return await promise;
}

const [first, ...rest] = process.argv.slice(2);
if (first === INSIDE) {
  await setUpPrivateNetwork();
  process.exitCode = await run(rest);
} else {
  const self = [process.execPath, import.meta.filename, INSIDE];
  process.exitCode = await run(privateNetworkCommand([...self, ...process.argv.slice(2)]));
}
