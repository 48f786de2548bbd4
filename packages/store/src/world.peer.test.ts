import {
  acceptOffer,
  cancelSession,
  completeWrapUp,
  dayFigures,
  declineOffer,
  endSession,
  missOffer,
  setExpertState,
} from '@rem/domain';
import type { TestPostgres } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Database } from './database.ts';
import { Bank, only, startMigrated } from './testing/bank.ts';

let postgres: TestPostgres;
let bank: Bank;
beforeAll(async () => {
  postgres = await startMigrated();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  bank = await Bank.open(postgres);
});
afterEach(() => bank.close(postgres));

const minute = 60_000;

test('[STO17] the world is every session that has not ended and every expert', async () => {
  const [waiting, gone] = [await bank.session(), await bank.session()];
  await bank.commit(cancelSession({ session: gone, expert: null, now: bank.now }));
  const { session, expert } = await bank.call('amara');
  const idle = await bank.expert('bruno');
  const { sessions, experts, unreadable } = await bank.store.world();
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect([...sessions].sort(byId)).toEqual([waiting, session].sort(byId));
  expect([...experts].sort(byId)).toEqual([expert, idle].sort(byId));
  expect(unreadable).toEqual([]);
  expect(await bank.store.isEmpty()).toBe(false);
});

test('[STO18] rows that do not parse are named, and the rest is there', async () => {
  const [good, bad] = [await bank.session(), await bank.session()];
  const expert = await bank.expert('amara');
  await bank.sql(`update rem.sessions set data = data - 'since' where id = $1`, [bad.id]);
  await bank.sql(`update rem.experts set data = data || '{"after": "lunch"}' where id = $1`, [expert.id]);
  const { sessions, experts, unreadable } = await bank.store.world();
  expect(sessions).toEqual([good]);
  expect(experts).toEqual([]);
  expect(unreadable).toEqual([
    { table: 'sessions', id: bad.id, reason: expect.stringContaining('since') },
    { table: 'experts', id: expert.id, reason: expect.stringContaining('after') },
  ]);
  await expect(bank.store.session(bad.id)).rejects.toMatchObject({
    code: 'internal',
    detail: `rem.sessions ${bad.id} cannot be read`,
  });
});

test("[STO19] an expert's day: sessions, missed and declined offers, time available", async () => {
  const { service, store } = bank;
  const start = bank.now;
  let expert = await bank.expert('amara');

  bank.clock.advance(minute);
  const declined = await bank.commit(bank.offer(await bank.session(), expert));
  const asked = { session: only(declined.sessions), expert: only(declined.experts) };
  const offerId = only(declined.offers).id;
  const refused = await bank.commit(declineOffer({ ...asked, offerId, reason: 'busy', now: bank.now }));

  bank.clock.advance(minute);
  const second = await bank.commit(bank.offer(await bank.session(), only(refused.experts)));
  const ringing = { session: only(second.sessions), expert: only(second.experts) };
  const missed = await bank.commit(missOffer({ ...ringing, now: bank.now }));
  bank.clock.advance(minute);
  const wanted = { state: 'available' } as const;
  const back = await bank.commit(setExpertState({ expert: only(missed.experts), wanted, now: bank.now }));
  expert = only(back.experts);

  const offered = await bank.commit(bank.offer(await bank.session(), expert));
  const taken = { session: only(offered.sessions), expert: only(offered.experts) };
  const accepted = await bank.commit(
    acceptOffer({ ...taken, offerId: only(offered.offers).id, service, now: bank.now }),
  );
  expect(await store.expertDay(expert.id, start, start + 60 * minute)).toEqual({
    sessions: [
      { acceptedAt: start + 3 * minute, connectedAt: null, endedAt: null, heldMs: 0, wrappedUpAt: null },
    ],
    ...{ missed: 1, declined: 1 },
    available: [
      { from: start, to: start + minute },
      { from: start + minute, to: start + 2 * minute },
      { from: start + 3 * minute, to: start + 3 * minute },
    ],
  });
  expect(only(accepted.experts).state).toBe('busy');
});

test('[STO19] times of a served session, and an open stretch that began before the window', async () => {
  const { service, store } = bank;
  const { session, expert } = await bank.call('amara');
  const acceptedAt = bank.now;
  bank.clock.advance(5 * minute);
  const ended = await bank.commit(endSession({ session, expert, by: 'customer', service, now: bank.now }));
  const last = only(ended.sessions);
  if (last.state !== 'ended') throw new Error('not ended');
  bank.clock.advance(minute);
  const done = { dispositionId: null, note: '' };
  const wrapUp = { expert: only(ended.experts), session: last, done, now: bank.now, timedOut: false };
  await bank.commit(completeWrapUp(wrapUp));
  const freeAt = bank.now;
  bank.clock.advance(10 * minute);

  const day = await store.expertDay(expert.id, acceptedAt, acceptedAt + 1_000 * minute);
  expect(day.sessions).toEqual([
    {
      ...{ acceptedAt, connectedAt: acceptedAt, endedAt: acceptedAt + 5 * minute, heldMs: 0 },
      wrappedUpAt: freeAt,
    },
  ]);
  expect(dayFigures(day, bank.now)).toMatchObject({ served: 1, averageHandleMs: 6 * minute });
  const later = await store.expertDay(expert.id, freeAt + minute, freeAt + 100 * minute);
  expect(later).toMatchObject({ sessions: [], available: [{ from: freeAt + minute, to: null }] });
  const past = await store.expertDay(expert.id, freeAt + minute, freeAt + 2 * minute);
  expect(past.available).toEqual([{ from: freeAt + minute, to: freeAt + 2 * minute }]);
  expect(await store.expertDay(expert.id, 0, acceptedAt)).toEqual({
    ...{ sessions: [], missed: 0, declined: 0, available: [] },
  });
});

test('[STO19] the live day: answered, in time, abandoned', async () => {
  const { store, service } = bank;
  const start = bank.now;
  await bank.call('amara');
  const late = await bank.session();
  const impatient = await bank.session();
  bank.clock.advance(minute);
  await bank.commit(cancelSession({ session: impatient, expert: null, now: bank.now }));
  const offered = await bank.commit(bank.offer(late, await bank.expert('bruno')));
  const taken = { session: only(offered.sessions), expert: only(offered.experts) };
  await bank.commit(acceptOffer({ ...taken, offerId: only(offered.offers).id, service, now: bank.now }));
  expect(await store.liveDay(start)).toEqual({ answered: 2, answeredInTime: 1, abandoned: 1 });
  expect(await store.liveDay(start, minute)).toEqual({ answered: 2, answeredInTime: 2, abandoned: 1 });
  expect(await store.liveDay(bank.now)).toEqual({ answered: 1, answeredInTime: 0, abandoned: 1 });
  expect(await store.liveDay(bank.now + 1)).toEqual({ answered: 0, answeredInTime: 0, abandoned: 0 });
});

test('[STO17] numbers come as numbers, and one too large for that is a fault, never another number', async () => {
  const database = new Database({ url: bank.url, poolSize: 1, onConnectionLost: () => {} });
  try {
    const largest = Number.MAX_SAFE_INTEGER;
    expect(await database.query(`select ${largest}::bigint as n`)).toEqual([{ n: largest }]);
    await expect(database.query('select 9007199254740993::bigint as n')).rejects.toMatchObject({
      code: 'internal',
    });
    expect(await database.query('select count(*) as n from rem.sessions')).toEqual([{ n: 0 }]);
  } finally {
    await database.close();
  }
});
