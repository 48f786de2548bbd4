import { randomUUID } from 'node:crypto';
import {
  cancelSession,
  completeWrapUp,
  endSession,
  type Offer,
  type Session,
  say,
  withdrawOffer,
} from '@rem/domain';
import type { TestPostgres } from '@rem/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Bank, emptyChange, only, startMigrated } from './testing/bank.ts';

let postgres: TestPostgres;
let bank: Bank;
beforeAll(async () => {
  postgres = await startMigrated();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  bank = await Bank.open(postgres);
});
afterEach(async () => {
  await bank.close(postgres);
});

/** Everything stored, to show that a refused change left nothing. */
async function everything(): Promise<unknown> {
  const tables = ['sessions', 'experts', 'offers', 'timeline', 'decisions', 'expert_state_log'];
  return Promise.all(tables.map((table) => bank.sql(`select * from rem.${table} order by 1, 2`)));
}

describe('a change', () => {
  test('[STO6] is written whole: sessions, experts, offers, timeline, decisions', async () => {
    const [session, expert] = [await bank.session(), await bank.expert('amara')];
    const change = await bank.commit(bank.offer(session, expert));
    const { store } = bank;
    expect(await store.session(session.id)).toEqual(only(change.sessions));
    expect(await store.expert(expert.id)).toEqual(only(change.experts));
    expect(await store.offer(only(change.offers).id)).toEqual(only(change.offers));
    expect(await store.decisionsOf(session.id)).toEqual(change.decisions);
    expect((await store.entriesAfter(session.id, 2)).map(({ no, what }) => [no, what.type])).toEqual([
      [3, 'session:offered'],
    ]);
    expect(await store.entriesAfter(session.id, 3)).toEqual([]);
  });

  test('[STO6] of which one part cannot be written leaves nothing at all', async () => {
    const [session, expert] = [await bank.session(), await bank.expert('amara')];
    const change = bank.offer(session, expert);
    const before = await everything();
    const stale = { ...only(change.experts), version: 9 };
    await expect(bank.store.commit({ ...change, experts: [stale] })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await everything()).toEqual(before);
  });

  test('[STO7] of two decided on the same version exactly one is written', async () => {
    const session = await bank.session();
    const cancel = cancelSession({ session, expert: null, now: bank.now });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => bank.store.commit(cancel)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' });
    }
    expect(await bank.store.entriesAfter(session.id, 0)).toHaveLength(3);
  });

  test('[STO7] that inserts what is there already is a conflict', async () => {
    const expert = await bank.expert('amara');
    const again = { ...expert, version: 1 };
    await expect(bank.store.commit({ ...emptyChange, experts: [again] })).rejects.toMatchObject({
      code: 'conflict',
    });
    const request = bank.request();
    await bank.store.commit(request);
    await expect(bank.store.commit(request)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('[STO7] that updates what is not there is a conflict', async () => {
    const cancel = cancelSession({ session: only(bank.request().sessions), expert: null, now: bank.now });
    await expect(bank.store.commit(cancel)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('[STO8] with a request id that is known is a duplicate, also in a race', async () => {
    const requestId = randomUUID();
    const changes = Array.from({ length: 8 }, () => bank.request());
    const results = await Promise.allSettled(
      changes.map((change) => bank.store.commit(change, { requestId })),
    );
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toHaveLength(7);
    for (const error of refused) expect(error).toMatchObject({ code: 'duplicate', detail: 'requestId' });
    const winner = changes[results.findIndex(({ status }) => status === 'fulfilled')];
    expect((await bank.store.sessionByRequestId(requestId))?.id).toBe(winner?.sessions[0]?.id);
    expect((await bank.store.world()).sessions).toHaveLength(1);
    expect(await bank.store.sessionByRequestId(randomUUID())).toBeNull();
  });

  test('[STO9] with a chat message of its session again is a duplicate; elsewhere the id is free', async () => {
    const { session } = await bank.call('amara');
    const { session: other } = await bank.call('bruno');
    const messageId = randomUUID();
    const write = (to: Session) =>
      say({ session: to, from: 'customer', messageId, text: 'Hello', now: bank.now });
    const said = await bank.commit(write(session));
    await expect(bank.store.commit(write(only(said.sessions)))).rejects.toMatchObject({
      code: 'duplicate',
      detail: 'messageId',
    });
    expect(await bank.store.hasMessage(session.id, messageId)).toBe(true);
    expect(await bank.store.hasMessage(other.id, messageId)).toBe(false);
    await bank.commit(write(other));
    expect(await bank.store.entriesAfter(session.id, only(said.sessions).lastNo)).toEqual([]);
  });

  test('[STO10] whose entries leave a gap or belong to no session of it is refused', async () => {
    const session = await bank.session();
    const cancel = cancelSession({ session, expert: null, now: bank.now });
    const entry = only(cancel.entries);
    const skipping = {
      ...cancel,
      sessions: [{ ...only(cancel.sessions), lastNo: 4 }],
      entries: [{ ...entry, no: 4 }],
    };
    await expect(bank.store.commit(skipping)).rejects.toMatchObject({ code: 'internal' });
    const repeated = { ...cancel, entries: [{ ...entry, no: 1 }] };
    await expect(bank.store.commit(repeated)).rejects.toMatchObject({ code: 'conflict' });
    const lone = { ...emptyChange, entries: [entry] };
    await expect(bank.store.commit(lone)).rejects.toMatchObject({ code: 'internal' });
    await bank.commit(cancel);
  });

  test('[STO14] with a text that PostgreSQL cannot store is refused as such', async () => {
    for (const customerName of ['a\u0000b', 'half \ud800 pair']) {
      const change = bank.request({ customerName });
      await expect(bank.store.commit(change)).rejects.toMatchObject({ code: 'bad_request' });
    }
    expect((await bank.store.world()).sessions).toEqual([]);
    const kept = 'Zoë 🏦 \\u0000 %_';
    const session = await bank.session({ customerName: kept });
    expect(await bank.store.session(session.id)).toMatchObject({ customerName: kept });
  });

  test('[STO6] for a service that is not there is refused', async () => {
    await expect(bank.store.commit(bank.request({ serviceId: randomUUID() }))).rejects.toMatchObject({
      code: 'not_found',
      detail: 'serviceId',
    });
  });
});

describe('the database itself', () => {
  const refused = { code: 'conflict' };

  test('[STO11] has at most one open offer a session and one an expert', async () => {
    const [session, other] = [await bank.session(), await bank.session()];
    const [amara, bruno] = [await bank.expert('amara'), await bank.expert('bruno')];
    const { offers } = await bank.commit(bank.offer(session, amara));
    const open = only(offers);
    const bare = (over: Partial<Offer>) => ({
      ...emptyChange,
      offers: [{ ...open, id: randomUUID(), ...over } as Offer], // an open offer with other ids
    });
    await expect(bank.store.commit(bare({ expertId: bruno.id }))).rejects.toMatchObject(refused);
    await expect(bank.store.commit(bare({ sessionId: other.id }))).rejects.toMatchObject(refused);
    await bank.store.commit(bare({ expertId: bruno.id, sessionId: other.id }));
  });

  test('[STO11] makes room for the next offer by one that closes in the same change', async () => {
    const [session, expert] = [await bank.session(), await bank.expert('amara')];
    const { offers, sessions, experts } = await bank.commit(bank.offer(session, expert));
    const withdrawn = withdrawOffer({ session: only(sessions), expert: only(experts), now: bank.now });
    const next = { ...only(offers), id: randomUUID() };
    await bank.store.commit({ ...withdrawn, offers: [next, ...withdrawn.offers] });
    expect(await bank.store.offer(next.id)).toMatchObject({ state: 'open' });
  });

  test('[STO11] lets an expert serve one session at a time', async () => {
    const { session } = await bank.call('amara');
    const waiting = await bank.session();
    const second = { ...session, id: waiting.id, version: 2, lastNo: waiting.lastNo };
    await expect(bank.store.commit({ ...emptyChange, sessions: [second] })).rejects.toMatchObject(refused);
  });

  test('[STO12] does not let an ended session change, but takes its wrap-up, once', async () => {
    const { session, expert } = await bank.call('amara');
    const { now, service } = bank;
    const ended = await bank.commit(endSession({ session, expert, by: 'customer', service, now }));
    const last = only(ended.sessions);
    if (last.state !== 'ended') throw new Error('not ended');
    const altered = { ...last, version: last.version + 1, outcome: 'failed' as const };
    await expect(bank.store.commit({ ...emptyChange, sessions: [altered] })).rejects.toMatchObject({
      code: 'internal',
    });
    const done = { dispositionId: null, note: 'Sent the form' };
    const wrapUp = { session: last, expert: only(ended.experts), done, now, timedOut: false };
    const wrapped = await bank.commit(completeWrapUp(wrapUp));
    const after = only(wrapped.sessions);
    expect(await bank.store.session(session.id)).toEqual(after);
    const entry = { ...only(wrapped.entries), no: after.lastNo + 1 };
    const again = { ...after, version: after.version + 1, lastNo: after.lastNo + 1 };
    await expect(
      bank.store.commit({ ...emptyChange, sessions: [again], entries: [entry] }),
    ).rejects.toMatchObject(refused);
    await expect(
      bank.sql(`update rem.sessions set data = data || '{"outcome": "failed"}' where id = $1`, [session.id]),
    ).rejects.toThrow('has ended and does not change');
  });

  test('[STO12] knows no end without an outcome and a reason', async () => {
    const session = await bank.session();
    const broken = `update rem.sessions set data = data || '{"state": "ended"}' where id = $1`;
    await expect(bank.sql(broken, [session.id])).rejects.toThrow('check constraint');
  });

  test('[STO10] does not let a timeline entry change', async () => {
    const session = await bank.session();
    await expect(
      bank.sql('update rem.timeline set at = 0 where session_id = $1', [session.id]),
    ).rejects.toThrow('append-only');
  });

  test('[STO13] leaves a closed offer as it closed', async () => {
    const [session, expert] = [await bank.session(), await bank.expert('amara')];
    const { sessions, experts } = await bank.commit(bank.offer(session, expert));
    const closing = withdrawOffer({ session: only(sessions), expert: only(experts), now: bank.now });
    await bank.store.commit(closing);
    const reopened = { ...only(closing.offers), state: 'missed' as const };
    await expect(bank.store.commit({ ...emptyChange, offers: [reopened as Offer] })).rejects.toMatchObject(
      refused,
    );
    expect(await bank.store.offer(reopened.id)).toEqual(only(closing.offers));
  });
});

test('[STO15] commits a second: requests, with two timeline entries each', async () => {
  const rounds = 1_500;
  const sequential = 200;
  const perSecond = (count: number, since: number) =>
    Math.round((count * 1_000) / (performance.now() - since));
  let began = performance.now();
  for (let count = 0; count < sequential; count += 1) await bank.store.commit(bank.request());
  const alone = perSecond(sequential, began);
  began = performance.now();
  await Promise.all(Array.from({ length: rounds }, () => bank.store.commit(bank.request())));
  const together = perSecond(rounds, began);
  process.stdout.write(`commits a second: ${alone} one after the other, ${together} over 10 connections\n`);
  expect((await bank.store.world()).sessions).toHaveLength(rounds + sequential);
});
