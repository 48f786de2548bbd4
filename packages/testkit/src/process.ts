import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { until } from './until.ts';

export interface ProcessOptions {
  readonly cwd?: string;
  /** Replaces the environment; default: the test's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** For error texts; default: the command. */
  readonly name?: string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Lines kept of a child's output; older ones are dropped. */
const KEPT_LINES = 2_000;

/** Children that still run: ended when the test process itself ends, so that a failed test leaves nothing. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** One child of a test: a server, a media engine, a peer from Debian. */
export class TestProcess {
  readonly name: string;
  /** Settles when the child has ended; never rejects. */
  readonly exited: Promise<Exit>;
  /** Standard output and standard error, line by line, in order of arrival. */
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  #exit: Exit | undefined;

  constructor(command: string, args: readonly string[], options: ProcessOptions = {}) {
    this.name = options.name ?? command;
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    running.add(child);
    this.#collect(child.stdout);
    this.#collect(child.stderr);
    this.exited = new Promise((resolve) => {
      const ended = (exit: Exit): void => {
        this.#exit ??= exit;
        running.delete(child);
        resolve(this.#exit);
      };
      child.once('error', (error) => {
        this.lines.push(String(error));
        ended({ code: null, signal: null });
      });
      child.once('close', (code, signal) => ended({ code, signal }));
    });
  }

  /** Undefined when the command could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Undefined while it runs. */
  get exit(): Exit | undefined {
    return this.#exit;
  }

  /** The last lines of its output, for error texts. */
  get tail(): string {
    return this.lines.slice(-30).join('\n');
  }

  /** Waits for a line that matches, also one that was there before. Fails at once when the child ends. */
  async waitForLine(pattern: RegExp, timeoutMs = 15_000): Promise<string> {
    const found = await until(
      () => {
        const line = this.lines.find((text) => pattern.test(text));
        return line ?? (this.#exit ? new ChildEnded() : undefined);
      },
      { timeoutMs, what: () => `${this.name} prints ${pattern}. It said:\n${this.tail}` },
    );
    if (found instanceof ChildEnded) {
      throw new Error(`${this.name} ended (${JSON.stringify(this.#exit)}) without ${pattern}:\n${this.tail}`);
    }
    return found;
  }

  /** Asks it to end (SIGTERM); after `patienceMs` ends it by SIGKILL. Idempotent. */
  async stop(patienceMs = 5_000): Promise<Exit> {
    if (!this.#exit) {
      this.#child.kill('SIGTERM');
      const timer = setTimeout(() => this.#child.kill('SIGKILL'), patienceMs);
      await this.exited;
      clearTimeout(timer);
    }
    return this.exited;
  }

  /** SIGKILL, and waits until it is gone. */
  async kill(): Promise<Exit> {
    if (!this.#exit) this.#child.kill('SIGKILL');
    return this.exited;
  }

  /** Sends any other signal, for example SIGSTOP. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  #collect(stream: Readable | null): void {
    if (!stream) return;
    createInterface({ input: stream }).on('line', (line) => {
      this.lines.push(line);
      if (this.lines.length > KEPT_LINES) this.lines.splice(0, this.lines.length - KEPT_LINES);
    });
  }
}

class ChildEnded {}

/** Starts a child that ends with the test process at the latest. */
export function startProcess(
  command: string,
  args: readonly string[] = [],
  options: ProcessOptions = {},
): TestProcess {
  return new TestProcess(command, args, options);
}

/** Starts a TypeScript file of ours by the Node that runs the test. */
export function startNode(
  file: string,
  args: readonly string[] = [],
  options: ProcessOptions = {},
): TestProcess {
  return startProcess(process.execPath, [file, ...args], {
    name: file.split('/').slice(-3).join('/'),
    ...options,
  });
}

/** Runs a command to its end and returns its output; a non-zero exit is an error with that output. */
export async function run(
  command: string,
  args: readonly string[] = [],
  options: ProcessOptions = {},
): Promise<string> {
  const child = startProcess(command, args, options);
  const { code } = await child.exited;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} gave ${code}:\n${child.tail}`);
  return child.lines.join('\n');
}
