import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type Clock, deferred } from '@rem/kit';
import { HostError } from './errors.ts';
import { identify, type ProcessIdentity, sendSignal } from './process-identity.ts';

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment; nothing of the launcher's own is added. */
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Another user to run as: needs root. Default: the launcher's own. */
  readonly runAs?: RunAs;
  /** What asks it to drain and end; default SIGTERM. */
  readonly stopSignal?: StopSignal;
}

export interface RunAs {
  readonly uid: number;
  readonly gid: number;
  /** A right of root that stays, in setpriv's spelling (`dac_read_search`). */
  readonly capability?: string;
}

export type StopSignal = 'SIGTERM' | 'SIGINT';

export interface ChildOutput {
  readonly line: string;
  readonly stream: 'stdout' | 'stderr';
}

/** Lines kept to be told when the process dies. */
const LAST_LINES = 12;
/** Time for the last output to arrive after the end: a grandchild may hold the pipe open. In ms. */
const OUTPUT_GRACE = 300;
const SETPRIV = '/usr/bin/setpriv';

/**
 * One run of one child process, in a session of its own, so that Ctrl-C at the terminal reaches the launcher alone
 * and the launcher decides the order. Where util-linux' `setpriv` is there, the kernel sends the child SIGTERM when
 * the launcher dies, however it dies.
 */
export class Child {
  readonly pid: number;
  readonly identity: ProcessIdentity | undefined;
  /** Resolves at the end of the process, once its last output is in. */
  readonly exited: Promise<Exit>;
  readonly #recent: ChildOutput[] = [];
  readonly #clock: Clock;
  #running = true;

  private constructor(
    process: ChildProcess,
    pid: number,
    onOutput: (output: ChildOutput) => void,
    clock: Clock,
  ) {
    this.pid = pid;
    this.identity = identify(pid);
    this.#clock = clock;
    this.#read(process.stdout, 'stdout', onOutput);
    this.#read(process.stderr, 'stderr', onOutput);
    this.exited = this.#awaitExit(process);
  }

  /** @throws the system's error when the program cannot be started at all */
  static async start(
    command: ChildCommand,
    onOutput: (output: ChildOutput) => void,
    clock: Clock,
  ): Promise<Child> {
    const [program, ...args] = commandLine(command);
    const child = spawn(program, args, {
      env: command.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    });
    const { pid } = child;
    if (pid === undefined) {
      const { promise, reject } = deferred<never>();
      child.once('error', reject);
      return promise;
    }
    return new Child(child, pid, onOutput, clock);
  }

  /** The last lines it wrote: of standard error, or where it wrote nothing there, of standard output. */
  get lastWords(): string[] {
    const errors = this.#recent.filter(({ stream }) => stream === 'stderr');
    return (errors.length > 0 ? errors : this.#recent).slice(-LAST_LINES).map(({ line }) => line);
  }

  get running(): boolean {
    return this.#running;
  }

  /** Asks with `signal`, then after `graceMs` kills; leaves no process of its group. */
  async stop(signal: NodeJS.Signals, graceMs: number): Promise<Exit> {
    const cancel = this.#clock.after(graceMs, () => this.kill());
    if (this.#running) sendSignal(this.pid, signal);
    const exit = await this.exited;
    cancel();
    return exit;
  }

  /** Ends it and its group at once. */
  kill(): void {
    if (this.#running) sendSignal(-this.pid, 'SIGKILL');
  }

  #read(
    input: Readable | null,
    stream: ChildOutput['stream'],
    onOutput: (output: ChildOutput) => void,
  ): void {
    if (!input) return;
    createInterface({ input }).on('line', (line) => {
      const output = { line, stream };
      this.#recent.push(output);
      if (this.#recent.length > 4 * LAST_LINES) this.#recent.shift();
      onOutput(output);
    });
  }

  #awaitExit(process: ChildProcess): Promise<Exit> {
    const { promise, resolve } = deferred<Exit>();
    process.once('exit', (code, signal) => {
      this.#running = false;
      sendSignal(-this.pid, 'SIGKILL');
      const end = (): void => resolve({ code, signal });
      const cancel = this.#clock.after(OUTPUT_GRACE, end);
      process.once('close', () => {
        cancel();
        end();
      });
    });
    return promise;
  }
}

/**
 * The whole command line: with a change of user and the signal of a parent's death, where they are wanted and
 * `setpriv` is there. Also for short helpers that must run as the child will (`initdb`).
 */
export function commandLine(command: ChildCommand): [program: string, ...args: string[]] {
  const { runAs, stopSignal = 'SIGTERM' } = command;
  if (!existsSync(SETPRIV)) {
    if (runAs) throw new HostError('machine', `${SETPRIV} is missing: apt-get install util-linux`);
    return [command.command, ...command.args];
  }
  const user = runAs ? ['--reuid', `${runAs.uid}`, '--regid', `${runAs.gid}`, '--clear-groups'] : [];
  // Without that bit access(2), by which PostgreSQL looks at its binaries, takes no account of the right.
  const right = runAs?.capability
    ? [
        '--inh-caps',
        `+${runAs.capability}`,
        '--ambient-caps',
        `+${runAs.capability}`,
        '--securebits',
        '+no_setuid_fixup',
      ]
    : [];
  const death = ['--pdeathsig', stopSignal.replace('SIG', '')];
  return [SETPRIV, ...user, ...right, ...death, '--', command.command, ...command.args];
}

/** "exit code 3" or "SIGKILL". */
export function describeExit({ code, signal }: Exit): string {
  return signal ?? `exit code ${code}`;
}
