import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { searchPath } from './config.ts';
import { HostError } from './errors.ts';

export interface DebianNeed {
  readonly package: string;
  /** What shows that it is there: a program on the PATH, or an absolute path. */
  readonly command: string;
  /** Told to the person whose machine gets it: "draws the pages in browser tests". */
  readonly why: string;
}

export interface DebianOptions {
  /** Gets every line that is told; default standard error. */
  readonly say?: (line: string) => void;
}

/** Programs of the administrator lie here, also where an ordinary user's PATH does not say so. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin'];

/**
 * Installs what is missing by apt-get, as root or by a sudo that asks no password; says what, and what for.
 * @throws HostError `machine` naming the one command, where this user may not, or when apt-get fails
 */
export async function ensureDebianPackages(
  needs: readonly DebianNeed[],
  { say = (line) => process.stderr.write(`${line}\n`) }: DebianOptions = {},
): Promise<void> {
  const missing = needs.filter(({ command }) => !findCommand(command));
  if (missing.length === 0) return;
  const names = [...new Set(missing.map((need) => need.package))];
  const manual = `apt-get update && apt-get install --no-install-recommends ${names.join(' ')}`;
  const list = missing.map((need) => `  ${need.package}: ${need.why}`).join('\n');
  if (!findCommand('apt-get')) {
    throw new HostError('machine', `these programs are missing, and this is no Debian:\n${list}`);
  }
  const prefix = administrator();
  if (!prefix)
    throw new HostError(
      'machine',
      `Debian packages are missing:\n${list}\nInstall them: sudo sh -c '${manual}'`,
    );
  say(`installing Debian packages:\n${list}`);
  await aptGet([...prefix, 'apt-get', 'update', '-qq'], manual);
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0', '--yes', '--no-install-recommends'];
  await aptGet([...prefix, 'apt-get', 'install', ...quiet, ...names], manual);
  const still = missing.filter(({ command }) => !findCommand(command));
  if (still.length === 0) return;
  throw new HostError(
    'machine',
    `apt-get brought no ${still.map(({ command }) => command).join(', ')}: ${manual}`,
  );
}

/** The path of a program; undefined when it is not there. */
export function findCommand(command: string): string | undefined {
  if (command.startsWith('/')) return existsSync(command) ? command : undefined;
  const folders = [...searchPath().split(delimiter), ...SYSTEM_FOLDERS];
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What to put before a command to run it as root; undefined when this user may not. */
function administrator(): string[] | undefined {
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  if (process.getuid?.() === 0) return environment;
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
    return ['sudo', '-n', ...environment];
  } catch {
    return undefined;
  }
}

async function aptGet([program = '', ...args]: string[], manual: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = `${output}${chunk.toString()}`.slice(-4_000);
    });
  }
  const fail = (reason: string): void =>
    reject(new HostError('machine', `${reason}\n${output.trim()}\nInstall by hand: ${manual}`));
  child.once('error', (error) => fail(`apt-get does not start: ${error.message}`));
  child.once('close', (code) => (code === 0 ? resolve() : fail(`apt-get ended with ${code}`)));
  await promise;
}
