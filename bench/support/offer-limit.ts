import { randomUUID } from 'node:crypto';
import {
  type Change,
  type Decision,
  newExpert,
  offerSession,
  requestSession,
  setExpertState,
} from '@rem/domain';
import type { Service } from '@rem/protocol';
import type { Store } from '@rem/store';
import type { Line } from './lines.ts';
import { atRate } from './pace.ts';
import { audit, wish } from './wish.ts';

/** What no offer can be faster than: one commit on its database, one message over its listener. */
export class Limit {
  readonly echoes: number[] = [];
  readonly commits: number[] = [];
  readonly #desks: readonly Line[];
  readonly #store: Store;
  readonly #changes: Change[];
  #turn = 0;

  private constructor(desks: readonly Line[], store: Store, changes: Change[]) {
    this.#desks = desks;
    this.#store = store;
    this.#changes = changes;
  }

  /** @param count how many transactions it will be asked for in all */
  static async prepare(
    desks: readonly Line[],
    store: Store,
    service: Service,
    count: number,
  ): Promise<Limit> {
    return new Limit(desks, store, await offerChanges(store, service, count));
  }

  /** One after the other, so that neither is slowed by its counterpart. */
  async measure(perSecond: number, seconds: number): Promise<void> {
    this.echoes.push(...(await atRate(perSecond, seconds, () => this.#echo())));
    this.commits.push(...(await atRate(perSecond, seconds, () => this.#commit())));
  }

  /** An echo and a transaction each. */
  get sums(): number[] {
    return this.echoes.map((each, index) => each + (this.commits[index] ?? Number.NaN));
  }

  #echo(): Promise<number> {
    const desk = this.#desks[this.#turn++ % this.#desks.length];
    if (!desk) throw new Error('there is no desk');
    return desk.echo();
  }

  async #commit(): Promise<number> {
    const change = this.#changes.pop();
    if (!change) throw new Error('not enough changes were made ready');
    const begun = performance.now();
    await this.#store.commit(change);
    return performance.now() - begun;
  }
}

/**
 * Transactions of the very shape that an offer commits, ready to be committed one by one. Their sessions and experts
 * are known to the database alone: the server that runs beside is not touched.
 */
async function offerChanges(store: Store, service: Service, count: number): Promise<Change[]> {
  const changes: Change[] = [];
  for (let index = 0; index < count; index += 1) changes.push(await offerChange(store, service, index));
  return changes;
}

async function offerChange(store: Store, service: Service, index: number): Promise<Change> {
  const now = Date.now();
  const id = randomUUID();
  const request = { ...wish(service.id), kioskId: null };
  const asked = requestSession({ id, request, service, now });
  const person = await store.people.create(
    {
      fields: {
        ...{ signInName: `limit-${index}`, name: 'Limit', title: '', picture: null, roles: ['expert'] },
        ...{ languages: [], skills: {}, active: false },
      },
      passwordHash: 'no password',
    },
    audit,
  );
  const fresh = {
    ...newExpert(person.id, now),
    absentSince: null,
    state: 'away',
    reason: 'signed_in',
  } as const;
  await store.commit({ ...asked, experts: [fresh] }, { requestId: request.requestId });
  const ready = setExpertState({ expert: fresh, wanted: { state: 'available' }, now });
  const expert = ready?.experts[0];
  const session = asked.sessions[0];
  if (!ready || !expert || !session) throw new Error('the domain refused');
  await store.commit(ready);
  return offerSession({
    ...{ session, expert, offerId: randomUUID(), service, now },
    decision: decisionFor(session, expert, now),
  });
}

/** As long as a decision among very many experts is: it names twenty of them. */
function decisionFor(
  session: Change['sessions'][number],
  expert: Change['experts'][number],
  at: number,
): Decision {
  const others = Array.from({ length: 19 }, () => ({
    ...{ expertId: randomUUID(), verdict: 'idle_shorter', idleMs: 12_345 },
  })) satisfies Decision['candidates'];
  return {
    ...{ id: randomUUID(), sessionId: session.id, sessionVersion: session.version, at },
    ...{ expertId: expert.id, expertVersion: expert.version, strategy: 'longest_idle', waitedMs: 0 },
    counts: { chosen: 1, idle_shorter: others.length },
    candidates: [{ expertId: expert.id, verdict: 'chosen', idleMs: 0 }, ...others],
  };
}
