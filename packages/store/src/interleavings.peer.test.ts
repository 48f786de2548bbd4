import {
  acceptOffer,
  type Change,
  cancelSession,
  completeWrapUp,
  declineOffer,
  type Expert,
  endSession,
  missOffer,
  partyReady,
  type Session,
} from '@rem/domain';
import { RemError } from '@rem/protocol';
import type { TestPostgres } from '@rem/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from './mod.ts';
import { Bank, startMigrated } from './testing/bank.ts';

/**
 * Several servers at once, each deciding on what it last read, which may be old by now. Whatever the order of their
 * commits, the database never holds a state that breaks I1 or I2: refused changes are refused whole.
 */
const acts = [
  'request',
  'offer',
  'offer',
  'accept',
  'decline',
  'miss',
  'ready',
  'end',
  'cancel',
  'wrapUp',
] as const;
const act = fc.record({
  kind: fc.constantFrom(...acts),
  /** Few values: servers that pick the same things collide. */
  pick: fc.nat(3),
  /** Whether the server acts on what it saw before, and not on what is. */
  stale: fc.boolean(),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

let postgres: TestPostgres;
let bank: Bank;
beforeAll(async () => {
  postgres = await startMigrated();
  bank = await Bank.open(postgres);
});
afterAll(async () => {
  await bank.close(postgres);
  await postgres.stop();
});

interface Seen {
  sessions: readonly Session[];
  experts: readonly Expert[];
}

const at = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)];

/** The session an act is about, with the expert it is with. */
function pair(seen: Seen, state: Session['state'], pick: number) {
  const session = at(
    seen.sessions.filter((each) => each.state === state),
    pick,
  );
  if (!session || !('expertId' in session)) return null;
  const expert = seen.experts.find(({ id }) => id === session.expertId);
  return expert ? { session, expert } : null;
}

async function change(seen: Seen, { kind, pick }: Act, store: Store): Promise<Change | null> {
  const { now, service } = bank;
  const offered = pair(seen, 'offered', pick);
  const running = pair(seen, 'active', pick) ?? pair(seen, 'connecting', pick);
  switch (kind) {
    case 'request':
      return bank.request();
    case 'offer': {
      const session = at(
        seen.sessions.filter(({ state }) => state === 'waiting'),
        pick,
      );
      const expert = at(
        seen.experts.filter(({ state }) => state === 'available'),
        pick,
      );
      return session && expert ? bank.offer(session, expert) : null;
    }
    case 'accept': {
      const offerId = offered?.session.state === 'offered' ? offered.session.offerId : '';
      return offered && acceptOffer({ ...offered, offerId, service, now });
    }
    case 'decline': {
      const offerId = offered?.session.state === 'offered' ? offered.session.offerId : '';
      return offered && declineOffer({ ...offered, offerId, reason: 'busy', now });
    }
    case 'miss':
      return offered && missOffer({ ...offered, now });
    case 'ready': {
      const { session } = pair(seen, 'connecting', pick) ?? {};
      return session ? partyReady({ session, party: pick % 2 === 0 ? 'customer' : 'expert', now }) : null;
    }
    case 'end':
      return running && endSession({ ...running, by: pick % 2 === 0 ? 'customer' : 'expert', service, now });
    case 'cancel': {
      const session = at(seen.sessions, pick);
      if (!session) return null;
      const held = 'expertId' in session ? session.expertId : null;
      const expert = seen.experts.find(({ id }) => id === held) ?? null;
      return cancelSession({ session, expert, now });
    }
    case 'wrapUp': {
      const expert = at(
        seen.experts.filter(({ state }) => state === 'wrap_up'),
        pick,
      );
      const session = expert?.state === 'wrap_up' ? await store.session(expert.sessionId) : null;
      if (!expert || session?.state !== 'ended') return null;
      const done = { dispositionId: null, note: '' };
      return completeWrapUp({ expert, session, done, now, timedOut: false });
    }
  }
}

/** One server: acts in order; a refusal by the catalogue is a normal answer. */
async function serve(store: Store, acts: readonly Act[]): Promise<{ written: number; refused: number }> {
  let seen: Seen = await store.world();
  let [written, refused] = [0, 0];
  for (const each of acts) {
    try {
      if (!each.stale) seen = await store.world();
      const decided = await change(seen, each, store);
      if (!decided) continue;
      await store.commit(decided);
      written += 1;
    } catch (error) {
      if (!(error instanceof RemError)) throw error;
      expect(['conflict', 'wrong_state', 'session_gone', 'offer_gone']).toContain(error.code);
      refused += 1;
    }
  }
  return { written, refused };
}

/** Rows that break an invariant, found in what is stored and not in what was meant. */
const faults = `
  select 'two open offers' as fault from rem.offers where state = 'open' group by session_id having count(*) > 1
  union all
  select 'an expert asked twice' from rem.offers where state = 'open' group by expert_id having count(*) > 1
  union all
  select 'an expert with two sessions' from rem.sessions
    where state in ('offered', 'connecting', 'active') group by expert_id having count(*) > 1
  union all
  select 'offer and session differ' from rem.sessions s full join
    (select * from rem.offers where state = 'open') o on o.session_id = s.id
    where (s.state = 'offered') <> (o.id is not null) or s.state = 'offered' and s.data ->> 'offerId' <> o.id::text
  union all
  select 'expert and session differ' from rem.sessions s
    left join rem.experts e on e.id = s.expert_id and e.data ->> 'sessionId' = s.id::text
    where s.state = 'offered' and e.state is distinct from 'offered'
      or s.state in ('connecting', 'active') and e.state is distinct from 'busy'
  union all
  select 'an expert holds nothing' from rem.experts e
    left join rem.sessions s on s.id::text = e.data ->> 'sessionId' and s.expert_id = e.id
    where e.state = 'offered' and s.state is distinct from 'offered'
      or e.state = 'busy' and coalesce(s.state, '') not in ('connecting', 'active')
  union all
  select 'a gap in a timeline' from rem.sessions s
    where s.last_no <> (select count(*) from rem.timeline where session_id = s.id)
      or s.last_no <> (select max(no) from rem.timeline where session_id = s.id)
  union all
  select 'not exactly one end' from rem.sessions s
    where (s.state = 'ended')::int
      <> (select count(*) from rem.timeline where session_id = s.id and what ->> 'type' = 'session:ended')`;

test('[STO11] no interleaving of several servers breaks I1 or I2', async () => {
  for (const name of ['amara', 'bruno', 'chidi']) await bank.expert(name);
  const servers = Array.from({ length: 4 }, () =>
    openStore({ url: bank.url, poolSize: 2, clock: bank.clock }),
  );
  const total = { written: 0, refused: 0 };
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(...servers.map(() => fc.array(act, { minLength: 20, maxLength: 60 }))),
        async (plans) => {
          const results = await Promise.all(servers.map((store, index) => serve(store, plans[index] ?? [])));
          for (const { written, refused } of results) {
            total.written += written;
            total.refused += refused;
          }
          expect(await bank.sql(faults)).toEqual([]);
          expect((await bank.store.world()).unreadable).toEqual([]);
        },
      ),
      { numRuns: 15, endOnFailure: true },
    );
  } finally {
    await Promise.all(servers.map((store) => store.close()));
  }
  // Otherwise nothing was tried.
  expect(total.written).toBeGreaterThan(100);
  expect(total.refused).toBeGreaterThan(20);
});
