import { randomUUID } from 'node:crypto';
import {
  acceptOffer,
  type Change,
  type Decision,
  type Expert,
  expertArrives,
  newExpert,
  offerSession,
  partyReady,
  requestSession,
  type Session,
  setExpertState,
} from '@rem/domain';
import { ManualClock } from '@rem/kit';
import type { DirectoryFields, Service, SessionRequest } from '@rem/protocol';
import { startPostgres, type TestPostgres } from '@rem/testkit';
import pg from 'pg';
import { type By, migrate, openStore, type PersonFields, type Store } from '../mod.ts';

export const admin: By = {
  actor: { kind: 'account', id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Ada' },
  address: '192.0.2.1',
};

/** SHA-256 in hex, as good as any other for a test. */
export const hash = (letter: string): string => letter.repeat(64);

export function serviceFields(name: string, over: Partial<DirectoryFields<'services'>> = {}) {
  return {
    ...{ name: { en: name }, description: null, icon: 'home', position: 0, active: true, requiredSkills: {} },
    ...{ priority: 0, timers: { offer: 20, connecting: 15, absence: 30 }, dispositionIds: [] },
    wrapUp: { mode: 'optional' },
    ...over,
  } satisfies DirectoryFields<'services'>;
}

export function personFields(signInName: string, over: Partial<PersonFields> = {}): PersonFields {
  return {
    ...{ signInName, name: `Name of ${signInName}`, title: '', picture: null, languages: ['en'], skills: {} },
    ...{ roles: ['expert'], active: true },
    ...over,
  };
}

export const emptyChange: Change = { sessions: [], experts: [], offers: [], entries: [], decisions: [] };

/** The one element a command's change has. */
export function only<T>(all: readonly T[]): T {
  const [first] = all;
  if (first === undefined || all.length > 1) throw new Error(`expected one, got ${all.length}`);
  return first;
}

/** A server whose new databases have our schema. */
export async function startMigrated(): Promise<TestPostgres> {
  const postgres = await startPostgres();
  await postgres.prepareTemplate(async (url) => {
    await migrate(url);
  });
  return postgres;
}

/** A store on a fresh database with a service, and the domain's commands committed to it. */
export class Bank {
  readonly url: string;
  readonly store: Store;
  readonly clock: ManualClock;
  readonly service: Service;

  private constructor(url: string, store: Store, clock: ManualClock, service: Service) {
    this.url = url;
    this.store = store;
    this.clock = clock;
    this.service = service;
  }

  /** @param postgres of `startMigrated` */
  static async open(postgres: TestPostgres): Promise<Bank> {
    const url = await postgres.createDatabase();
    const clock = new ManualClock();
    const store = openStore({ url, clock });
    const service = await store.directory.create('services', serviceFields('Mortgage advice'), admin);
    return new Bank(url, store, clock, service);
  }

  get now(): number {
    return this.clock.now();
  }

  /** Closes the store and drops its database. */
  async close(postgres: TestPostgres): Promise<void> {
    await this.store.close();
    await postgres.dropDatabase(this.url);
  }

  /** Looks at, or tampers with, the database behind the store's back. */
  async sql<Row extends object = Record<string, unknown>>(
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  wish(over: Partial<SessionRequest> = {}): SessionRequest {
    return {
      ...{
        requestId: randomUUID(),
        serviceId: this.service.id,
        branchId: null,
        kioskId: null,
        language: 'en',
      },
      ...{ customerName: null, consents: { terms: true, recording: false } },
      ...over,
    };
  }

  request(over: Partial<SessionRequest> = {}): Change {
    const request = this.wish(over);
    return requestSession({ id: randomUUID(), request, service: this.service, now: this.now });
  }

  async session(over: Partial<SessionRequest> = {}): Promise<Session> {
    const change = this.request(over);
    await this.store.commit(change);
    return only(change.sessions);
  }

  /** Commits what a command gave, and returns it. */
  async commit(change: Change | null): Promise<Change> {
    if (!change) throw new Error('the command changed nothing');
    await this.store.commit(change);
    return change;
  }

  /** A person with the role expert, signed in and available. */
  async expert(signInName: string): Promise<Expert> {
    const made = { fields: personFields(signInName), passwordHash: 'argon2id' };
    const { id } = await this.store.people.create(made, admin);
    const fresh = newExpert(id, this.now);
    await this.store.commit({ ...emptyChange, experts: [fresh] });
    const arrived = await this.commit(expertArrives({ expert: fresh, now: this.now }));
    const wanted = { state: 'available' } as const;
    const ready = await this.commit(setExpertState({ expert: only(arrived.experts), wanted, now: this.now }));
    return only(ready.experts);
  }

  /** A call that runs between a new session and a new expert. */
  async call(signInName: string): Promise<{ session: Session; expert: Expert }> {
    const { service, now } = this;
    const offered = await this.commit(this.offer(await this.session(), await this.expert(signInName)));
    const [session, expert] = [only(offered.sessions), only(offered.experts)];
    const offerId = only(offered.offers).id;
    const accepted = await this.commit(acceptOffer({ session, expert, offerId, service, now }));
    const one = await this.commit(partyReady({ session: only(accepted.sessions), party: 'customer', now }));
    const both = await this.commit(partyReady({ session: only(one.sessions), party: 'expert', now }));
    return { session: only(both.sessions), expert: only(accepted.experts) };
  }

  decision(session: Session, expert: Expert): Decision {
    return {
      ...{ id: randomUUID(), sessionId: session.id, sessionVersion: session.version },
      ...{ expertId: expert.id, expertVersion: expert.version, at: this.now, strategy: 'longest_idle' },
      ...{ waitedMs: 0, counts: { chosen: 1 }, candidates: [{ expertId: expert.id, verdict: 'chosen' }] },
    };
  }

  offer(session: Session, expert: Expert): Change {
    const decision = this.decision(session, expert);
    return offerSession({
      ...{ session, expert, decision, offerId: randomUUID(), service: this.service, now: this.now },
    });
  }
}
