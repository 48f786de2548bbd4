import { Backoff, type CancelTimer, type Clock, deferred, Emitter, systemClock } from '@rem/kit';
import { Child, type ChildCommand, type ChildOutput, describeExit, type Exit } from './child.ts';
import { HostError } from './errors.ts';
import type { ChildRecords } from './run-files.ts';

export interface ChildSpec extends ChildCommand {
  /** What people call it: `server`. */
  readonly name: string;
  /** Runs before every start, also of a restart: clears what a killed run left. */
  readonly prepare?: () => Promise<void>;
  /** Resolves when the child does its work; rejects, or is aborted, when it does not. Default: ready at once. */
  readonly ready?: (pid: number, signal: AbortSignal) => Promise<void>;
  /** How long it may take to be ready, in ms; default 30,000. */
  readonly readyMs?: number;
  /** How long it may drain before SIGKILL, in ms; default 10,000. */
  readonly stopMs?: number;
}

export interface ChildDeath {
  readonly name: string;
  readonly exit: Exit;
  /** The last lines it wrote. */
  readonly lastWords: readonly string[];
  /** How often it died without having lived for `STABLE_MS` in between. */
  readonly times: number;
  /** When it is started again, in ms. */
  readonly againMs: number;
}

export type SupervisorEvents = {
  'child:started': [name: string, pid: number];
  'child:ready': [name: string, pid: number, ms: number];
  'child:died': [death: ChildDeath];
  'child:stopped': [name: string];
  'child:output': [name: string, output: ChildOutput];
  /** Who runs has changed. */
  'children:changed': [];
};

export interface SupervisorOptions {
  readonly clock?: Clock;
  /** Default: 100 ms, doubling to 10 s. */
  readonly backoff?: () => Backoff;
}

/** A child that lived this long counts as healthy again, in ms. */
const STABLE_MS = 30_000;
/** How often a child may die before it was ready for the first time until the whole start fails. */
const FIRST_START_ATTEMPTS = 3;

/**
 * Runs child processes: starts them one after another, each when the one before is ready; starts again what dies,
 * for as long as it takes, and says so each time; stops them in the reverse order.
 *
 * INVARIANTS. A child is started again only by its own loop in `#supervise`, so there is never a second process of
 * one name. After `stop()` has resolved none of the processes runs.
 */
export class Supervisor extends Emitter<SupervisorEvents> {
  readonly #clock: Clock;
  readonly #backoff: () => Backoff;
  readonly #managed: Managed[] = [];
  readonly #stopping = new AbortController();
  #stopped: Promise<void> | undefined;

  constructor({ clock = systemClock, backoff }: SupervisorOptions = {}) {
    super();
    this.#clock = clock;
    this.#backoff = backoff ?? (() => new Backoff({ first: 200 }));
  }

  /**
   * Starts one more child; resolves when it is ready.
   * @throws HostError `failed` when it died, or was not ready in time, three times in a row; its last words are in the message
   */
  async start(spec: ChildSpec): Promise<void> {
    const firstReady = deferred();
    const entry: Managed = { spec, loop: Promise.resolve() };
    this.#managed.push(entry);
    entry.loop = this.#supervise(entry, firstReady);
    await firstReady.promise;
  }

  /** Pid and start time of every child that runs, in the order of start. */
  get children(): ChildRecords {
    return Object.fromEntries(
      this.#managed.flatMap(({ spec, child }) =>
        child?.running && child.identity
          ? [[spec.name, { ...child.identity, stopSignal: spec.stopSignal ?? 'SIGTERM' }] as const]
          : [],
      ),
    );
  }

  /** Stops all in the reverse order of start; idempotent. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  /** Ends all at once, without draining, for the second Ctrl-C; `stop()` still has to be awaited. */
  kill(): void {
    for (const { child } of this.#managed) child?.kill();
  }

  async #stopAll(): Promise<void> {
    this.#stopping.abort();
    for (const { spec, child, loop } of [...this.#managed].reverse()) {
      if (child?.running) await child.stop(spec.stopSignal ?? 'SIGTERM', spec.stopMs ?? 10_000);
      await loop;
      this.emit('child:stopped', spec.name);
      this.emit('children:changed');
    }
  }

  async #supervise(
    entry: Managed,
    firstReady: { resolve: () => void; reject: (error: Error) => void },
  ): Promise<void> {
    const { spec } = entry;
    const backoff = this.#backoff();
    let everReady = false;
    while (!this.#stopping.signal.aborted) {
      const run = await this.#runOnce(entry, () => {
        everReady = true;
        firstReady.resolve();
      });
      if (this.#stopping.signal.aborted) break;
      if (run.livedMs >= STABLE_MS) backoff.reset();
      if (!everReady && (backoff.attempt + 1 >= FIRST_START_ATTEMPTS || run.neverStarted)) {
        const words = run.lastWords.map((line) => `\n  ${line}`).join('');
        firstReady.reject(new HostError('failed', `${spec.name} does not start: ${run.how}${words}`));
        return;
      }
      const againMs = backoff.next();
      const { exit, lastWords } = run;
      this.emit('child:died', { name: spec.name, exit, lastWords, times: backoff.attempt, againMs });
      await this.#pause(againMs);
    }
    firstReady.reject(new HostError('failed', `${spec.name} was stopped before it was ready`));
  }

  /** One life of a child, from its start to its end. */
  async #runOnce(entry: Managed, onReady: () => void): Promise<Life> {
    const { spec } = entry;
    const startedAt = performance.now();
    let child: Child;
    try {
      await spec.prepare?.();
      child = await Child.start(spec, (output) => this.emit('child:output', spec.name, output), this.#clock);
    } catch (error) {
      const how = error instanceof Error ? error.message : String(error);
      return { exit: { code: null, signal: null }, how, lastWords: [how], livedMs: 0, neverStarted: true };
    }
    entry.child = child;
    this.emit('child:started', spec.name, child.pid);
    this.emit('children:changed');
    if (this.#stopping.signal.aborted) await child.stop(spec.stopSignal ?? 'SIGTERM', spec.stopMs ?? 10_000);
    const outcome = await this.#awaitReady(spec, child);
    if (outcome === 'ready') {
      this.emit('child:ready', spec.name, child.pid, performance.now() - startedAt);
      onReady();
    } else if (outcome !== 'ended') {
      await child.stop(spec.stopSignal ?? 'SIGTERM', spec.stopMs ?? 10_000);
    }
    const exit = await child.exited;
    this.emit('children:changed');
    const livedMs = performance.now() - startedAt;
    return {
      exit,
      how: typeof outcome === 'string' ? describeExit(exit) : outcome.late,
      lastWords: child.lastWords,
      livedMs,
      neverStarted: false,
    };
  }

  async #awaitReady(spec: ChildSpec, child: Child): Promise<'ready' | 'ended' | { late: string }> {
    const readyMs = spec.readyMs ?? 30_000;
    const abort = new AbortController();
    const giveUp = (): void => abort.abort();
    this.#stopping.signal.addEventListener('abort', giveUp);
    const cancel = this.#clock.after(readyMs, giveUp);
    void child.exited.then(giveUp);
    try {
      await spec.ready?.(child.pid, abort.signal);
      return child.running && !this.#stopping.signal.aborted ? 'ready' : 'ended';
    } catch (error) {
      // A stop ends the child itself.
      if (!child.running || this.#stopping.signal.aborted) return 'ended';
      const reason = abort.signal.aborted
        ? ''
        : `: ${error instanceof Error ? error.message : String(error)}`;
      return { late: `not ready after ${readyMs / 1000} s${reason}` };
    } finally {
      cancel();
      this.#stopping.signal.removeEventListener('abort', giveUp);
    }
  }

  #pause(ms: number): Promise<void> {
    const { promise, resolve } = deferred();
    let cancel: CancelTimer = () => {};
    const end = (): void => {
      cancel();
      this.#stopping.signal.removeEventListener('abort', end);
      resolve();
    };
    cancel = this.#clock.after(ms, end);
    this.#stopping.signal.addEventListener('abort', end);
    return promise;
  }
}

interface Managed {
  readonly spec: ChildSpec;
  child?: Child;
  loop: Promise<void>;
}

interface Life {
  readonly exit: Exit;
  readonly how: string;
  readonly lastWords: readonly string[];
  readonly livedMs: number;
  /** The program could not be started at all. */
  readonly neverStarted: boolean;
}
