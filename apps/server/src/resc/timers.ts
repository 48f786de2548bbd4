import {
  completeWrapUp,
  type Expert,
  expertAlarm,
  expertDue,
  expertGraceMs,
  type Session,
  sessionAlarm,
  sessionDue,
  withdrawOffer,
} from '@rem/domain';
import type { Clock } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import { RemError } from '@rem/protocol';
import { Alarms } from './alarms.ts';
import type { Commands } from './commands.ts';
import type { DirectoryCache } from './directory-cache.ts';
import type { World } from './world.ts';

/** An offer that ran out while the server was away rings at least this long again, ms; nobody missed it. */
const OFFER_GRACE_MS = 5_000;
/** How long after a failure (store out of reach) an alarm rings again, ms. */
const RETRY_MS = 1_000;

interface Options {
  readonly world: World;
  readonly directory: DirectoryCache;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly kickRouting: () => void;
}

/**
 * The alarms of every session and expert (offer, connecting, absence, wrap-up), always those of the row as it is
 * now. The time the server itself was away counts against nobody: a grace begins anew with the start.
 */
export class Timers {
  readonly #options: Options;
  readonly #startedAt: number;
  readonly #sessions: Alarms;
  readonly #experts: Alarms;

  constructor(options: Options) {
    this.#options = options;
    this.#startedAt = options.clock.now();
    this.#sessions = new Alarms(
      options.clock,
      (id) => void this.#ring(this.#sessions, id, this.#sessionRings),
    );
    this.#experts = new Alarms(options.clock, (id) => void this.#ring(this.#experts, id, this.#expertRings));
    options.world.on('session', (session) => this.#armSession(session));
    options.world.on('expert', (expert) => this.#armExpert(expert));
    options.directory.on('changed', (kind) => {
      if (kind === 'services') this.armAll();
    });
  }

  armAll(): void {
    for (const session of this.#options.world.sessions.values()) this.#armSession(session);
    for (const expert of this.#options.world.experts.values()) this.#armExpert(expert);
  }

  close(): void {
    this.#sessions.clear();
    this.#experts.clear();
  }

  /** @param notBefore for what rang and changed nothing: it must not ring on every turn */
  #armSession(session: Session, notBefore = this.#startedAt): void {
    const timers = this.#options.directory.get('services', session.serviceId)?.timers;
    const alarm = timers ? sessionAlarm(session, timers, this.#options.clock.now()) : null;
    if (!alarm || !timers) {
      this.#sessions.set(session.id, null);
      return;
    }
    const grace = {
      offer: OFFER_GRACE_MS,
      connecting: timers.connecting * 1000,
      absence: timers.absence * 1000,
      refusal: 0,
    }[alarm.kind];
    this.#sessions.set(session.id, Math.max(alarm.at, this.#startedAt + grace, notBefore));
  }

  #armExpert(expert: Expert, notBefore = this.#startedAt): void {
    const alarm = expertAlarm(expert);
    const grace = alarm?.kind === 'absence' ? expertGraceMs : 0;
    this.#experts.set(expert.id, alarm && Math.max(alarm.at, this.#startedAt + grace, notBefore));
  }

  async #ring(alarms: Alarms, id: string, rings: (id: string) => Promise<void>): Promise<void> {
    try {
      await rings(id);
    } catch (error) {
      const failure = RemError.from(error);
      const log = { err: failure, id };
      if (failure.retryable)
        this.#options.logger.debug(log, 'an alarm could not be followed; it rings again');
      else this.#options.logger.error(log, 'an alarm could not be followed; it rings again');
      alarms.set(id, this.#options.clock.now() + RETRY_MS);
    }
  }

  readonly #sessionRings = async (id: string): Promise<void> => {
    const { world, directory, commands, kickRouting } = this.#options;
    const seen = world.sessions.get(id);
    if (!seen) return;
    const change = await commands.act([id, world.expertOf(seen)?.id], (now) => {
      const session = world.sessions.get(id);
      const service = session && directory.get('services', session.serviceId);
      if (!session || !service) return null;
      const expert = world.expertOf(session);
      const ranOutAway =
        session.state === 'offered' &&
        session.expiresAt < this.#startedAt + OFFER_GRACE_MS &&
        session.expiresAt <= now;
      if (ranOutAway && expert) return withdrawOffer({ session, expert, now });
      return sessionDue({ session, expert, service, now });
    });
    if (change) return;
    const row = world.sessions.get(id);
    if (row) this.#armSession(row, this.#options.clock.now() + RETRY_MS);
    kickRouting();
  };

  readonly #expertRings = async (id: string): Promise<void> => {
    const { world, commands } = this.#options;
    const seen = world.expert(id);
    const sessionId = seen?.state === 'wrap_up' ? seen.sessionId : null;
    if (sessionId && !world.session(sessionId)) await commands.reloadSession(sessionId);
    const change = await commands.act([id, sessionId], (now) => {
      const expert = world.expert(id);
      if (!expert) return null;
      if (expert.state !== 'wrap_up') return expertDue({ expert, now });
      const session = world.session(expert.sessionId);
      if (session?.state !== 'ended' || expert.endsAt === null || expert.endsAt > now) return null;
      return completeWrapUp({
        expert,
        session,
        done: { dispositionId: null, note: '' },
        now,
        timedOut: true,
      });
    });
    const expert = world.expert(id);
    if (!change && expert) this.#armExpert(expert, this.#options.clock.now() + RETRY_MS);
  };
}
