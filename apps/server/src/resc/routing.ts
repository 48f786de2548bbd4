import { randomUUID } from 'node:crypto';
import { type Choice, type Decision, decide, type Expert, offerSession } from '@rem/domain';
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

/** Offers that are being committed side by side: each waits for the store, and others need not wait for it. */
const MOST_UNDER_WAY = 8;

/**
 * Makes offers as long as there is one to make. Whatever could make one possible kicks it; kicks of one turn are
 * gathered. A decision whose session or expert changed before its turn is dropped and made again.
 */
export class Routing {
  readonly #options: Options;
  readonly #backoff = new Backoff({ longest: 2_000 });
  /** The decision behind each session's present offer, to tell the expert why. */
  readonly #decisions = new Map<string, Decision>();
  /** Sessions of offers under way, and their experts as they will be. */
  readonly #sessions = new Set<string>();
  readonly #experts = new Map<string, Expert>();
  readonly #underWay = new Set<Promise<void>>();
  #scheduled = false;
  #pause: CancelTimer | undefined;
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
    if (!this.#open || this.#scheduled || this.#pause) return;
    this.#scheduled = true;
    // On a later turn, so that everything that happens in this one is gathered.
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#decideAll();
    });
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#pause?.();
    this.#pause = undefined;
    await Promise.all(this.#underWay);
  }

  #decideAll(): void {
    try {
      while (this.#open && this.#underWay.size < MOST_UNDER_WAY) {
        const choice = this.#next();
        if (!choice) return;
        this.#begin(choice);
      }
    } catch (error) {
      this.#failed(RemError.from(error));
    }
  }

  #next(): Choice | null {
    const { world, directory, clock } = this.#options;
    const sessions = [...world.queued.values()].filter(
      ({ id, state }) => state === 'waiting' && !this.#sessions.has(id),
    );
    if (sessions.length === 0) return null;
    return decide({
      sessions,
      experts: [...world.experts.values()].map((expert) => this.#experts.get(expert.id) ?? expert),
      profiles: directory.profiles,
      services: directory.services,
      now: clock.now(),
    });
  }

  #begin(choice: Choice): void {
    const { sessionId, expertId, at } = choice;
    const expert = this.#options.world.expert(expertId);
    if (!expert) throw new RemError('internal', `expert ${expertId} was chosen and is unknown`);
    const offerId = randomUUID();
    const { version, idleSince, absentSince, after } = expert;
    this.#sessions.add(sessionId);
    this.#experts.set(expertId, {
      ...{ id: expertId, version, idleSince, absentSince, after },
      ...{ state: 'offered', since: at, sessionId, offerId },
    });
    const work = this.#offer(choice, offerId)
      .then(() => this.#backoff.reset())
      .catch((error: unknown) => this.#failed(RemError.from(error)))
      .finally(() => {
        this.#sessions.delete(sessionId);
        this.#experts.delete(expertId);
        this.#underWay.delete(work);
        this.kick();
      });
    this.#underWay.add(work);
  }

  async #offer(choice: Choice, offerId: string): Promise<void> {
    const { world, directory, commands, logger } = this.#options;
    const decision: Decision = { ...choice, id: randomUUID() };
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

  /** Nothing is tried until a while has passed. */
  #failed(error: RemError): void {
    const level = error.retryable ? 'debug' : 'error';
    this.#options.logger[level]({ err: error }, 'an offer could not be made; it is tried again');
    if (!this.#open || this.#pause) return;
    this.#pause = this.#options.clock.after(this.#backoff.next(), () => {
      this.#pause = undefined;
      this.kick();
    });
  }
}
