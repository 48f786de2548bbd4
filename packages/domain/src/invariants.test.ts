import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  acceptOffer,
  type Change,
  cancelSession,
  completeWrapUp,
  declineOffer,
  endSession,
  expertAbsent,
  expertArrives,
  expertDue,
  holdSession,
  partyAbsent,
  partyReady,
  partyReturned,
  requestSession,
  say,
  sessionDue,
  setExpertState,
} from './mod.ts';
import { TestWorld } from './testing/world.ts';

/** One random act: which, on whom (as an index), and how much time passes before it. */
const act = fc.record({
  kind: fc.constantFrom(
    ...([
      'request',
      'accept',
      'decline',
      'cancel',
      'ready',
      'ready',
      'hold',
      'say',
      'end',
      'absent',
      'return',
    ] as const),
    ...(['due', 'arrive', 'available', 'available', 'away', 'offline', 'expertAbsent', 'wrapUp'] as const),
  ),
  pick: fc.nat(1000),
  coin: fc.boolean(),
  wait: fc.constantFrom(0, 0, 1, 900, 15_000, 20_000, 30_000, 120_000),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** What the act does to this world; a refusal by the catalogue is a normal answer. */
function perform(world: TestWorld, { kind, pick, coin }: Act): Change | null {
  const { now } = world;
  const sessions = [...world.sessions.values()].filter((each) => each.state !== 'ended' || coin);
  const experts = [...world.experts.values()];
  const expert = experts[pick % experts.length];
  if (!expert) return null;
  if (kind === 'request') {
    const service = [...world.services.values()][pick % world.services.size];
    return service ? requestSession({ id: world.newId(), request: world.wish(service), service, now }) : null;
  }
  switch (kind) {
    case 'arrive':
      return expertArrives({ expert, now });
    case 'available':
      return setExpertState({ expert, wanted: { state: 'available' }, now });
    case 'away':
      return setExpertState({ expert, wanted: { state: 'away', reason: 'break' }, now });
    case 'offline':
      return setExpertState({ expert, wanted: { state: 'offline' }, now });
    case 'expertAbsent':
      return expertAbsent({ expert, now });
    case 'wrapUp': {
      if (expert.state !== 'wrap_up') return null;
      const session = world.session(expert.sessionId);
      if (session.state !== 'ended') throw new Error('wrap-up of a running session');
      const done = { dispositionId: coin ? world.newId() : null, note: '' };
      return completeWrapUp({ expert, session, done, now, timedOut: false });
    }
    default:
      return performOnSession(world, sessions[pick % sessions.length]?.id, { kind, coin, expert: expert.id });
  }
}

function performOnSession(
  world: TestWorld,
  id: string | undefined,
  { kind, coin, expert: anyExpert }: { kind: Act['kind']; coin: boolean; expert: string },
): Change | null {
  if (id === undefined) return null;
  const session = world.session(id);
  const { now } = world;
  const service = world.service(session.serviceId);
  const party = coin ? 'customer' : 'expert';
  const expert = session.state === 'ended' ? null : world.expertOf(session);
  const asked = expert ?? world.expert(anyExpert);
  const offerId = session.state === 'offered' ? session.offerId : world.newId();
  switch (kind) {
    case 'accept':
      return acceptOffer({ session, expert: coin ? asked : world.expert(anyExpert), offerId, service, now });
    case 'decline':
      return declineOffer({ session, expert: asked, offerId, reason: 'busy', now });
    case 'cancel':
      return session.state === 'active' ? null : cancelSession({ session, expert, now });
    case 'ready':
      return partyReady({ session, party, now });
    case 'hold':
      return holdSession({ session, held: coin, now });
    case 'say':
      return say({ session, from: party, messageId: world.newId(), text: 'Hello', now });
    case 'end':
      return endSession({ session, expert, by: party, service, now });
    case 'absent':
      return partyAbsent({ session, party, now });
    case 'return':
      return partyReturned({ session, party, now });
    case 'due':
      return sessionDue({ session, expert, service, now }) ?? expertDue({ expert: asked, now });
    default:
      return null;
  }
}

/** I1, I2, I4 and the ties between sessions and experts, on the whole world. */
function check(world: TestWorld, before: ReadonlyMap<string, { placedAt: number; ended: boolean }>): void {
  const holders = new Map<string, string>();
  for (const session of world.sessions.values()) {
    const was = before.get(session.id);
    if (was) expect(session.placedAt).toBe(was.placedAt);
    if (was?.ended) expect(session.state).toBe('ended');
    const expert = session.state === 'ended' ? null : world.expertOf(session);
    if (!expert) continue;
    expect(holders.has(expert.id)).toBe(false);
    holders.set(expert.id, session.id);
    expect(expert).toMatchObject({
      state: session.state === 'offered' ? 'offered' : 'busy',
      sessionId: session.id,
    });
  }
  for (const expert of world.experts.values()) {
    if (expert.state === 'offered' || expert.state === 'busy')
      expect(holders.get(expert.id)).toBe(expert.sessionId);
    if (expert.state === 'wrap_up') expect(world.session(expert.sessionId).state).toBe('ended');
  }
  const open = [...world.offers.values()].filter((offer) => offer.state === 'open');
  expect(new Set(open.map((offer) => offer.sessionId)).size).toBe(open.length);
  expect(new Set(open.map((offer) => offer.expertId)).size).toBe(open.length);
  const ends = world.entries
    .filter((entry) => entry.what.type === 'session:ended')
    .map((entry) => entry.sessionId);
  expect(new Set(ends).size).toBe(ends.length);
}

test('[SES2] [SES4] [SES13] [SES14] [EXP7] whatever happens in whatever order, the invariants I1, I2 and I4 hold', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 20, maxLength: 120 }), (acts) => {
      const world = new TestWorld();
      world.addService({ wrapUp: { mode: 'mandatory' } });
      world.addService({ wrapUp: { mode: 'none' }, priority: 5 });
      for (let index = 0; index < 3; index += 1) world.addExpert();
      for (const each of acts) {
        world.now += each.wait;
        const before = new Map(
          [...world.sessions.values()].map((s) => [
            s.id,
            { placedAt: s.placedAt, ended: s.state === 'ended' },
          ]),
        );
        try {
          world.apply(perform(world, each));
        } catch (error) {
          if (!(error instanceof Error && error.name === 'RemError')) throw error;
        }
        world.route();
        check(world, before);
      }
    }),
    { numRuns: 400 },
  );
});

test('[SES13] left alone, every session ends or waits for an expert who can come', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 40 }), (acts) => {
      const world = new TestWorld();
      world.addService();
      world.addExpert();
      for (const each of acts) {
        world.now += each.wait;
        try {
          world.apply(perform(world, each));
        } catch (error) {
          if (!(error instanceof Error && error.name === 'RemError')) throw error;
        }
        world.route();
      }
      for (const { id } of world.sessions.values())
        world.apply(partyAbsent({ session: world.session(id), party: 'customer', now: world.now }));
      for (let round = 0; round < 6; round += 1) {
        world.now += 120_000;
        for (const { id } of world.sessions.values()) {
          const session = world.session(id);
          const service = world.service(session.serviceId);
          const expert = session.state === 'ended' ? null : world.expertOf(session);
          world.apply(sessionDue({ session, expert, service, now: world.now }));
        }
      }
      for (const session of world.sessions.values()) expect(session.state).toBe('ended');
    }),
    { numRuns: 200 },
  );
});
