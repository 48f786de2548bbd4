import { type Change, expertAbsent, expertReturned, partyAbsent, partyReturned } from '@rem/domain';
import { type Commands, together } from './commands.ts';
import { isRunning, type World } from './world.ts';

/** Rows in one commit when all of presence is put right at once. */
const BATCH = 200;

/**
 * Who is connected to this server now, and the rows brought in line with it. What is connected lives in memory
 * alone: after a start nobody is, so everybody counts as absent until their connection says hello.
 */
export class Presence {
  readonly #commands: Commands;
  readonly #world: World;
  readonly #customers = new Set<string>();
  readonly #experts = new Set<string>();

  constructor(commands: Commands, world: World) {
    this.#commands = commands;
    this.#world = world;
    world.on('session', (session) => {
      if (session.state === 'ended') this.#customers.delete(session.id);
    });
  }

  async customer(sessionId: string, here: boolean): Promise<void> {
    if (here) this.#customers.add(sessionId);
    else this.#customers.delete(sessionId);
    await this.#commands.act([sessionId], (now) => this.#customerChange(sessionId, now));
  }

  async expert(expertId: string, here: boolean): Promise<void> {
    if (here) this.#experts.add(expertId);
    else this.#experts.delete(expertId);
    await this.#align(expertId);
  }

  /** Brings one row in line after it was read anew. */
  async alignSession(sessionId: string): Promise<void> {
    if (!this.#customers.has(sessionId)) return;
    await this.#commands.act([sessionId], (now) => this.#customerChange(sessionId, now));
  }

  /** The same for an expert: another server that has just started counts those of this one as absent. */
  async alignExpert(expertId: string): Promise<void> {
    if (this.#experts.has(expertId)) await this.#align(expertId);
  }

  /** Brings all rows in line: after a start, and after the store was out of reach. */
  async alignAll(): Promise<void> {
    const sessions = [...this.#world.sessions.keys()];
    for (let from = 0; from < sessions.length; from += BATCH) {
      const ids = sessions.slice(from, from + BATCH);
      await this.#commands.act(ids, (now) => together(ids.map((id) => this.#customerChange(id, now))));
    }
    const experts = [...this.#world.experts.keys()];
    for (let from = 0; from < experts.length; from += BATCH) {
      const ids = experts.slice(from, from + BATCH);
      const keys = ids.flatMap((id) => [id, this.#runningOf(id)?.id]);
      await this.#commands.act(keys, (now) => together(ids.map((id) => this.#expertChange(id, now))));
    }
  }

  async #align(expertId: string): Promise<void> {
    await this.#commands.act([expertId, this.#runningOf(expertId)?.id], (now) =>
      this.#expertChange(expertId, now),
    );
  }

  #customerChange(sessionId: string, now: number): Change | null {
    const session = this.#world.sessions.get(sessionId);
    if (!session) return null;
    const input = { session, party: 'customer', now } as const;
    return this.#customers.has(sessionId) ? partyReturned(input) : partyAbsent(input);
  }

  /** The expert's own row and the side they are of a running session, as one change. */
  #expertChange(expertId: string, now: number): Change | null {
    const expert = this.#world.expert(expertId);
    if (!expert) return null;
    const here = this.#experts.has(expertId);
    const session = this.#runningOf(expertId);
    const input = session && ({ session, party: 'expert', now } as const);
    return together([
      here ? expertReturned({ expert, now }) : expertAbsent({ expert, now }),
      input ? (here ? partyReturned(input) : partyAbsent(input)) : null,
    ]);
  }

  #runningOf(expertId: string) {
    const expert = this.#world.expert(expertId);
    const session = expert?.state === 'busy' ? this.#world.sessions.get(expert.sessionId) : undefined;
    return session && isRunning(session) ? session : undefined;
  }
}
