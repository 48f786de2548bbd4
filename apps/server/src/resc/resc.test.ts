import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryStore } from '../testing/memory-store.ts';
import { type Stage, setStage, settle } from '../testing/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  await stage.resc.close();
});

const session = (id: string) => stage.resc.world.session(id);
const expert = (id: string) => stage.resc.world.expert(id);

describe('what time does', () => {
  it('[SES4] [EXP3] an offer nobody answers is missed after its time', async () => {
    const id = await stage.expert();
    const { sessionId } = await stage.customer();
    expect(session(sessionId)?.state).toBe('offered');
    await stage.pass(19_999);
    expect(session(sessionId)?.state).toBe('offered');
    await stage.pass(1);
    expect(session(sessionId)?.state).toBe('waiting');
    expect(expert(id)).toMatchObject({ state: 'away', reason: 'missed_offer' });
  });

  it('[RTE6] an expert who declined is asked again when the time for that is over', async () => {
    const id = await stage.expert();
    const { sessionId } = await stage.customer();
    const { offer } = await stage.resc.experts.view(id);
    await stage.resc.experts.decline(id, offer?.id ?? '', 'busy');
    await settle();
    expect(session(sessionId)?.state).toBe('waiting');
    await stage.pass(119_999);
    expect(session(sessionId)?.state).toBe('waiting');
    await stage.pass(1);
    expect(session(sessionId)?.state).toBe('offered');
  });

  it('[SES11] a customer who left is noticed also after an expert’s refusal is over', async () => {
    const id = await stage.expert();
    const { sessionId } = await stage.customer();
    const { offer } = await stage.resc.experts.view(id);
    await stage.resc.experts.decline(id, offer?.id ?? '', 'busy');
    await stage.resc.experts.setState(id, { state: 'away', reason: 'break' });
    await stage.pass(120_000);
    await stage.resc.sessions.present(sessionId, 'customer', false);
    await stage.pass(30_000);
    expect(session(sessionId)).toMatchObject({
      state: 'ended',
      outcome: 'abandoned',
      reason: 'customer_lost',
    });
  });

  it('[SES12] a call that does not begin is not waited for', async () => {
    const id = await stage.expert();
    const { sessionId } = await stage.customer();
    const { offer } = await stage.resc.experts.view(id);
    await stage.resc.experts.accept(id, offer?.id ?? '');
    await stage.resc.sessions.ready(sessionId, 'expert');
    await stage.pass(15_000);
    expect(session(sessionId)).toMatchObject({ state: 'ended', outcome: 'failed', reason: 'no_media' });
  });

  it('[EXP6] a timed wrap-up ends by itself, and routing goes on', async () => {
    await stage.resc.close();
    stage = await setStage({ wrapUp: { mode: 'timed', seconds: 60 } });
    const id = await stage.expert();
    const sessionId = await stage.call(id);
    await stage.resc.sessions.end(sessionId, 'customer');
    const next = await stage.customer();
    await stage.pass(59_999);
    expect(expert(id)?.state).toBe('wrap_up');
    await stage.pass(1);
    expect(session(next.sessionId)?.state).toBe('offered');
    expect(stage.store.entries.at(-2)?.what).toMatchObject({ type: 'wrapup:completed', timedOut: true });
  });

  it('leaves no timer behind', async () => {
    const id = await stage.expert();
    await stage.call(id);
    await stage.customer();
    await stage.resc.close();
    expect(stage.clock.pending).toBe(0);
  });
});

describe('a start', () => {
  it('[LIV16] gives everybody their whole grace again, and offers nothing to who is not there', async () => {
    const talking = await stage.expert();
    const callId = await stage.call(talking);
    const idle = await stage.expert();
    const { store } = stage;
    await stage.resc.close();
    stage = await setStage({}, store);
    // Long after the first server was gone: nobody's time ran meanwhile.
    expect(session(callId)?.absent).toEqual({ customer: stage.clock.now(), expert: stage.clock.now() });
    const { sessionId } = await stage.customer();
    expect(session(sessionId)?.state).toBe('waiting');
    await stage.pass(29_000);
    expect(session(callId)?.state).toBe('active');
    await stage.resc.sessions.present(callId, 'customer', true);
    await stage.resc.experts.arrive(talking);
    await stage.resc.experts.present(talking, true);
    await stage.resc.experts.arrive(idle);
    await stage.resc.experts.present(idle, true);
    await settle();
    expect(session(callId)?.absent).toEqual({ customer: null, expert: null });
    expect(session(sessionId)?.state).toBe('offered');
    await stage.pass(60_000);
    expect(session(callId)?.state).toBe('active');
  });

  it('[LIV16] withdraws an offer that ran out while nobody could answer it', async () => {
    const id = await stage.expert();
    const { sessionId } = await stage.customer();
    const { store } = stage;
    const offered = store.sessions.get(sessionId);
    if (offered?.state === 'offered') {
      const past = stage.clock.now() - 60_000;
      store.sessions.set(sessionId, { ...offered, offeredAt: past, expiresAt: past + 20_000 });
    }
    await stage.resc.close();
    stage = await setStage({}, store);
    await stage.resc.experts.arrive(id);
    await stage.resc.experts.present(id, true);
    expect(session(sessionId)?.state).toBe('offered');
    await stage.pass(5_000);
    const last = store.entries.filter((entry) => entry.sessionId === sessionId).map(({ what }) => what.type);
    expect(last.slice(-3)).toEqual(['session:withdrawn', 'session:waiting', 'session:offered']);
    expect(expert(id)?.state).toBe('offered');
  });
});

describe('a store out of reach', () => {
  it('[LIV17] is told to who commands, and nothing has changed', async () => {
    const { sessionId } = await stage.customer();
    stage.store.failures.push('before');
    await expect(stage.resc.sessions.cancel(sessionId)).rejects.toMatchObject({ code: 'unavailable' });
    expect(session(sessionId)?.state).toBe('waiting');
    await stage.resc.sessions.cancel(sessionId);
    expect(session(sessionId)?.state).toBe('ended');
  });

  it('[LIV17] may have taken what it did not acknowledge: it is told when the store is back', async () => {
    const { sessionId } = await stage.customer();
    const told: string[] = [];
    stage.resc.sessions.watch(sessionId, ({ entries }) => told.push(...entries.map(({ what }) => what.type)));
    stage.store.failures.push('after');
    await expect(stage.resc.sessions.cancel(sessionId)).rejects.toMatchObject({ code: 'unavailable' });
    expect(session(sessionId)?.state).toBe('waiting');
    await stage.pass(1_000);
    expect(session(sessionId)?.state).toBe('ended');
    expect(told).toEqual(['session:ended']);
  });

  it('[LIV17] a request whose fate is unknown is found again, by its id or by itself', async () => {
    const id = await stage.expert();
    const requestId = randomUUID();
    stage.store.failures.push('after');
    await expect(stage.customer(requestId)).rejects.toMatchObject({ code: 'unavailable' });
    expect(stage.resc.world.sessions.size).toBe(0);
    await stage.pass(1_000);
    expect(expert(id)?.state).toBe('offered');
    const { sessionId } = await stage.customer(requestId);
    expect([...stage.resc.world.sessions.keys()]).toEqual([sessionId]);
  });

  it('[LIV17] stops no alarm and no presence for good', async () => {
    const id = await stage.expert();
    const { sessionId } = await stage.customer();
    const waiting = await stage.customer();
    stage.store.away = true;
    await expect(stage.resc.sessions.present(waiting.sessionId, 'customer', false)).rejects.toThrow();
    await stage.pass(25_000);
    expect(session(sessionId)?.state).toBe('offered');
    stage.store.away = false;
    for (let second = 0; second < 5; second += 1) await stage.pass(1_000);
    expect(session(sessionId)?.state).toBe('waiting');
    expect(expert(id)?.state).toBe('away');
    expect(session(waiting.sessionId)?.absent.customer).not.toBeNull();
  });
});

describe('several servers on one store', () => {
  it('[LIV18] a command on a row that another server changed is decided anew', async () => {
    const other = await stage.another();
    const id = await stage.expert();
    const sessionId = await stage.call(id);
    await settle();
    await Promise.all([
      stage.resc.sessions.hold(sessionId, true),
      other.sessions.say(sessionId, 'customer', randomUUID(), 'Hello'),
      other.sessions.say(sessionId, 'customer', randomUUID(), 'Hello?'),
    ]);
    await settle();
    const stored = stage.store.sessions.get(sessionId);
    expect(session(sessionId)).toEqual(stored);
    expect(other.world.session(sessionId)).toEqual(stored);
    const numbers = stage.store.entries.filter((entry) => entry.sessionId === sessionId).map(({ no }) => no);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    await other.close();
  });

  it('[LIV7] one that starts does not take away who is connected to the other', async () => {
    const id = await stage.expert();
    const { sessionId } = await stage.customer();
    const other = await stage.another();
    await settle();
    expect(expert(id)?.absentSince).toBeNull();
    expect(session(sessionId)?.absent.customer).toBeNull();
    await other.close();
  });

  it('[LIV18] [SES2] both route, and no session is offered twice', async () => {
    const other = await stage.another();
    const ids = [await stage.expert(), await stage.expert(), await stage.expert()];
    await settle();
    await Promise.all(Array.from({ length: 6 }, () => stage.customer()));
    await settle();
    const offered = [...stage.store.sessions.values()].filter(({ state }) => state === 'offered');
    expect(offered).toHaveLength(3);
    expect(new Set(offered.map((each) => 'expertId' in each && each.expertId))).toEqual(new Set(ids));
    await other.close();
  });

  it('[LIV5] those who watch on one server are told what was said on the other, in order', async () => {
    const other = await stage.another();
    const id = await stage.expert();
    const sessionId = await stage.call(id);
    const told: number[] = [];
    other.sessions.watch(sessionId, ({ entries }) => told.push(...entries.map(({ no }) => no)));
    const before = session(sessionId)?.lastNo ?? 0;
    for (let each = 0; each < 5; each += 1) {
      await stage.resc.sessions.say(sessionId, 'customer', randomUUID(), 'x');
    }
    await settle();
    expect(told).toEqual([1, 2, 3, 4, 5].map((step) => before + step));
    await other.close();
  });
});

describe('what cannot be asked for', () => {
  it('[SES1] is a service that is unknown or closed', async () => {
    const closed = new MemoryStore();
    await stage.resc.close();
    stage = await setStage({ active: false }, closed);
    await expect(stage.customer()).rejects.toMatchObject({ code: 'service_closed' });
    const unknown = { requestId: randomUUID(), serviceId: randomUUID(), branchId: null, kioskId: null };
    const asked = stage.resc.sessions.request({
      ...{ ...unknown, language: 'en', customerName: null, consents: { terms: true, recording: false } },
    });
    await expect(asked).rejects.toMatchObject({ code: 'not_found' });
  });

  it('[SES5] is giving up a call that has begun', async () => {
    const sessionId = await stage.call(await stage.expert());
    await expect(stage.resc.sessions.cancel(sessionId)).rejects.toMatchObject({ code: 'wrong_state' });
  });
});
