import { acceptOffer, cancelSession, completeWrapUp, endSession, type Session } from '@rem/domain';
import { sessionQuery } from '@rem/protocol';
import type { TestPostgres } from '@rem/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admin, Bank, only, serviceFields, startMigrated } from './testing/bank.ts';

let postgres: TestPostgres;
let bank: Bank;
/** Names of customers, in order of request, one a minute: `Anna` first. */
const names = ['Anna', 'bernd', 'C%_\\', 'Dora', 'Emil'];
let sessions: Session[];
let dispositionId: string;
let branchId: string;

beforeAll(async () => {
  postgres = await startMigrated();
  bank = await Bank.open(postgres);
  const { directory } = bank.store;
  ({ id: dispositionId } = await directory.create('dispositions', { name: 'Sold', active: true }, admin));
  ({ id: branchId } = await directory.create(
    'branches',
    { name: 'Nordallee', address: '', timeZone: 'UTC', languages: ['en'] },
    admin,
  ));
  sessions = [];
  for (const customerName of names) {
    sessions.push(await bank.session({ customerName, branchId: customerName === 'Dora' ? branchId : null }));
    bank.clock.advance(60_000);
  }
  const first = sessions[0];
  if (first) await bank.commit(cancelSession({ session: first, expert: null, now: bank.now }));
});
afterAll(async () => {
  await bank.close(postgres);
  await postgres.stop();
});

const found = async (over: object) =>
  (await bank.store.searchSessions(sessionQuery.parse(over))).items.map(({ customerName }) => customerName);

test('[STO20] newest first, in pages, with the total', async () => {
  expect(await found({})).toEqual([...names].reverse());
  expect(await found({ size: 2, page: 2 })).toEqual(['C%_\\', 'bernd']);
  expect(await bank.store.searchSessions(sessionQuery.parse({ size: 2, page: 3 }))).toMatchObject({
    ...{
      total: 5,
      page: 3,
      size: 2,
      items: [{ customerName: 'Anna', state: 'ended', outcome: 'abandoned' }],
    },
  });
});

test('[STO20] sorted by what the list allows, and by nothing else', async () => {
  expect(await found({ sort: 'customerName' })).toEqual(['Anna', 'bernd', 'C%_\\', 'Dora', 'Emil']);
  expect(await found({ sort: '-customerName', size: 1 })).toEqual(['Emil']);
  expect((await found({ sort: 'endedAt' }))[0]).toBe('Anna');
  expect((await found({ sort: '-endedAt' }))[0]).toBe('Anna');
  for (const sort of ['data', 'requestId', 'constructor', '-toString']) {
    expect(await found({ sort })).toEqual(await found({}));
  }
});

test('[STO20] filtered by state, outcome, service, branch, time', async () => {
  expect(await found({ state: 'ended' })).toEqual(['Anna']);
  expect(await found({ outcome: 'abandoned' })).toEqual(['Anna']);
  expect(await found({ outcome: 'served' })).toEqual([]);
  expect(await found({ branchId })).toEqual(['Dora']);
  expect(await found({ serviceId: bank.service.id })).toHaveLength(5);
  const { requestedAt = 0 } = sessions[2] ?? {};
  expect(await found({ from: requestedAt, to: requestedAt + 60_000 })).toEqual(['C%_\\']);
});

test('[STO20] searched in names and the start of the id, every character as it is', async () => {
  expect(await found({ q: 'BER' })).toEqual(['bernd']);
  expect(await found({ q: '%' })).toEqual(['C%_\\']);
  expect(await found({ q: '_\\' })).toEqual(['C%_\\']);
  expect(await found({ q: 'nordal' })).toEqual(['Dora']);
  expect(await found({ q: 'mortgage' })).toHaveLength(5);
  expect(await found({ q: 'en' })).toEqual([]);
  const id = sessions[1]?.id ?? '';
  expect(await found({ q: id.slice(0, 13).toUpperCase() })).toEqual(['bernd']);
  expect(await found({ q: id.slice(9) })).toEqual([]);
  expect(await found({ q: "' or 1=1 --" })).toEqual([]);
});

test('[STO20] the row of a served session has its expert, times and disposition', async () => {
  const { session, expert } = await bank.call('amara');
  const { now, service } = bank;
  const ended = await bank.commit(endSession({ session, expert, by: 'expert', service, now }));
  const last = only(ended.sessions);
  if (last.state !== 'ended') throw new Error('not ended');
  const done = { dispositionId, note: '' };
  const wrapUp = { expert: only(ended.experts), session: last, done, now, timedOut: false };
  await bank.commit(completeWrapUp(wrapUp));
  expect(await bank.store.sessionRow(session.id)).toEqual({
    ...{ id: session.id, state: 'ended', serviceId: service.id, serviceName: service.name, language: 'en' },
    ...{ branchId: null, branchName: null, kioskName: null, customerName: null },
    ...{ expertId: expert.id, expertName: 'Name of amara', requestedAt: now, acceptedAt: now },
    ...{ connectedAt: now, endedAt: now, outcome: 'served', reason: 'expert_ended', disposition: 'Sold' },
  });
  expect(await found({ q: 'name of AMARA' })).toEqual([null]);
  expect(await found({ expertId: expert.id })).toEqual([null]);
  expect(await bank.store.sessionRow(bank.service.id)).toBeNull();
});

test('[STO20] an ordinary page of many sessions does not read them all', async () => {
  await bank.sql(
    `insert into rem.sessions (data)
     select s.data || jsonb_build_object('id', gen_random_uuid(), 'requestedAt', 1000 + n)
     from generate_series(1, 20000) as n, rem.sessions as s where s.id = $1`,
    [sessions[0]?.id],
  );
  await bank.sql('analyze rem.sessions');
  const plan = await bank.sql(
    'explain select * from rem.session_rows order by requested_at desc, id limit 50',
  );
  expect(JSON.stringify(plan)).toContain('sessions_requested');
  expect(await found({ size: 1, q: 'amara' })).toEqual([null]);
});

test('[STO20] a new service is found by all its languages', async () => {
  const name = { en: 'Loans', de: 'Darlehen' };
  const service = await bank.store.directory.create('services', { ...serviceFields('x'), name }, admin);
  const waiting = await bank.session({ serviceId: service.id, customerName: 'Fritz' });
  expect(await found({ q: 'darle' })).toEqual(['Fritz']);
  const expert = await bank.expert('bruno');
  const offered = await bank.commit(bank.offer(waiting, expert));
  const { id: offerId } = only(offered.offers);
  const parties = { session: only(offered.sessions), expert: only(offered.experts) };
  await bank.commit(acceptOffer({ ...parties, offerId, service, now: bank.now }));
  expect(await found({ state: 'connecting' })).toEqual(['Fritz']);
});
