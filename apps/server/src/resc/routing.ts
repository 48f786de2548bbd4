import { randomUUID } from 'node:crypto';
import { type Choice, type Decision, decide, offerSession } from '@rem/domain';
import { Backoff, type CancelTimer, type Clock } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import { RemError } from '@rem/protocol';
import type { Commands } from './commands.ts';
import type { DirectoryCache } from './directory-cache.ts';
import { isFree, type World } from './world.ts';

interface Options {
  readonly world: World;
  readonly directory: DirectoryCache;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Makes offers as long as there is one to make. Whatever could make one possible kicks it; kicks while it runs
 * are gathered. A decision whose session or expert changed before its turn is dropped and made again.
 */
export class Routing {
  readonly #options: Options;
  readonly #backoff = new Backoff({ longest: 2_000 });
  /** The decision behind each session's present offer, to tell the expert why. */
  readonly #decisions = new Map<string, Decision>();
  #wanted = false;
  #running: Promise<void> | undefined;
  #retry: CancelTimer = () => {};
  /** Before the start has put presence right, an expert could be offered who is not there. */
  #open = false;

  constructor(options: Options) {
    this.#options = options;
    const { world, directory } = options;
    world.on('session', (session) => {
      if (session.state === 'waiting') this.kick();
      if (session.state !== 'offered') this.#decisions.delete(session.id);
    });
    world.on('expert', (expert) => {
      if (isFree(expert)) this.kick();
    });
    directory.on('changed', () => this.kick());
  }

  /** The decision that led to a session's present offer; undefined when another server or an earlier run made it. */
  decisionOf(sessionId: string, offerExpertId: string): Decision | undefined {
    const decision = this.#decisions.get(sessionId);
    return decision?.expertId === offerExpertId ? decision : undefined;
  }

  start(): void {
    this.#open = true;
    this.kick();
  }

  kick(): void {
    this.#wanted = true;
    if (!this.#open) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      // A kick may have come between the last look and here.
      if (this.#wanted) this.kick();
    });
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#retry();
    await this.#running;
  }

  async #run(): Promise<void> {
    // On a later turn, so that everything that happens in this one is gathered.
    await Promise.resolve();
    while (this.#wanted && this.#open) {
      this.#wanted = false;
      try {
        for (let choice = this.#next(); choice && this.#open; choice = this.#next())
          await this.#offer(choice);
        this.#backoff.reset();
      } catch (error) {
        this.#later(RemError.from(error));
        return;
      }
    }
  }

  #next(): Choice | null {
    const { world, directory, clock } = this.#options;
    if (world.queued.size === 0) return null;
    return decide({
      sessions: world.queued.values(),
      experts: world.experts.values(),
      profiles: directory.profiles,
      services: directory.services,
      now: clock.now(),
    });
  }

  async #offer(choice: Choice): Promise<void> {
    const { world, directory, commands, logger } = this.#options;
    const decision: Decision = { ...choice, id: randomUUID() };
    const offerId = randomUUID();
    const { sessionId, expertId } = choice;
    const change = await commands.act([sessionId, expertId], (now) => {
      const session = world.sessions.get(sessionId);
      const expert = world.expert(expertId);
      const service = session && directory.get('services', session.serviceId);
      const stale = session?.version !== choice.sessionVersion || expert?.version !== choice.expertVersion;
      if (!session || !expert || !service || stale) return null;
      this.#decisions.set(sessionId, decision);
      return offerSession({ session, expert, decision, offerId, service, now });
    });
    if (change) logger.info({ sessionId, expertId, offerId, waitedMs: choice.waitedMs }, 'session offered');
  }

  #later(error: RemError): void {
    this.#wanted = false;
    const level = error.retryable ? 'debug' : 'error';
    this.#options.logger[level]({ err: error }, 'routing could not go on; it tries again');
    this.#retry();
    this.#retry = this.#options.clock.after(this.#backoff.next(), () => this.kick());
  }
}
