import type { WrapUpRule } from '@rem/protocol';
import { expect, test } from 'vitest';
import {
  absenceTimedOut,
  acceptOffer,
  cancelSession,
  completeWrapUp,
  declineOffer,
  endSession,
  expertAbsent,
  expertArrives,
  expertDue,
  expertReturned,
  holdSession,
  newExpert,
  partyAbsent,
  partyReady,
  partyReturned,
  requestSession,
  say,
  sessionAlarm,
  sessionDue,
  setExpertState,
  withdrawOffer,
} from './mod.ts';
import { TestWorld } from './testing/world.ts';

function asked(wrapUp: WrapUpRule = { mode: 'optional' }) {
  const world = new TestWorld();
  const service = world.addService({ wrapUp });
  const expertId = world.addExpert().id;
  const id = world.newId();
  world.apply(requestSession({ id, request: world.wish(service), service, now: world.now }));
  const both = () => ({
    session: world.session(id),
    expert: world.expert(expertId),
    service,
    now: world.now,
  });
  return { world, service, id, expertId, both };
}

function offered(wrapUp?: WrapUpRule) {
  const made = asked(wrapUp);
  made.world.route();
  const session = made.world.session(made.id);
  if (session.state !== 'offered') throw new Error('expected an offer');
  return { ...made, offerId: session.offerId };
}

function connecting(wrapUp?: WrapUpRule) {
  const made = offered(wrapUp);
  made.world.apply(acceptOffer({ ...made.both(), offerId: made.offerId }));
  return made;
}

function active(wrapUp?: WrapUpRule) {
  const made = connecting(wrapUp);
  made.world.apply(partyReady({ ...made.both(), party: 'customer' }));
  made.world.apply(partyReady({ ...made.both(), party: 'expert' }));
  return made;
}

const kinds = (world: TestWorld) => world.entries.map((entry) => entry.what.type);

test('[SES1] a request waits, with version 1 and two numbered entries', () => {
  const { world, id } = asked();
  expect(world.session(id)).toMatchObject({ state: 'waiting', version: 1, lastNo: 2 });
  expect(kinds(world)).toEqual(['session:requested', 'session:waiting']);
});

test('[SES2] an offer holds the session out to one available expert for the offer time', () => {
  const { world, id, expertId } = offered();
  expect(world.session(id)).toMatchObject({ state: 'offered', expertId, expiresAt: world.now + 20_000 });
  expect(world.expert(expertId)).toMatchObject({ state: 'offered', sessionId: id });
});

test('[SES3] accepting connects; a second accept, another expert or another offer finds it gone', () => {
  const { world, both, offerId, id, expertId } = offered();
  const other = world.addExpert();
  expect(() => acceptOffer({ ...both(), expert: other, offerId })).toThrow(
    expect.objectContaining({ code: 'offer_gone' }),
  );
  expect(() => acceptOffer({ ...both(), offerId: world.newId() })).toThrow(
    expect.objectContaining({ code: 'offer_gone' }),
  );
  world.apply(acceptOffer({ ...both(), offerId }));
  expect(world.session(id)).toMatchObject({ state: 'connecting', deadline: world.now + 15_000 });
  expect(world.expert(expertId)).toMatchObject({ state: 'busy', sessionId: id });
  expect(world.offers.get(offerId)).toMatchObject({ state: 'accepted' });
  expect(() => acceptOffer({ ...both(), offerId })).toThrow(expect.objectContaining({ code: 'offer_gone' }));
});

test('[SES4] [RTE6] a decline keeps the place, names the reason and leaves this expert out for 120 s', () => {
  const { world, both, offerId, id, expertId } = offered();
  const placedAt = world.session(id).placedAt;
  world.now += 5000;
  world.apply(declineOffer({ ...both(), offerId, reason: 'busy' }));
  expect(world.session(id)).toMatchObject({ state: 'waiting', placedAt });
  expect(world.expert(expertId)).toMatchObject({ state: 'available' });
  expect(world.offers.get(offerId)).toMatchObject({ state: 'declined', reason: 'busy' });
  expect(world.decide()).toBeNull();
  expect(sessionAlarm(world.session(id), both().service.timers, world.now)).toEqual({
    at: world.now + 120_000,
    kind: 'refusal',
  });
  world.apply(partyAbsent({ ...both(), party: 'customer' }));
  world.now += 120_000;
  expect(world.decide()?.expertId).toBe(expertId);
  // A refusal that is over does not hide what is due.
  world.apply(sessionDue({ ...both(), expert: null }));
  expect(world.session(id)).toMatchObject({ state: 'ended', reason: 'customer_lost' });
});

test('[SES4] [EXP3] a missed offer keeps the place and sets the expert away', () => {
  const { world, both, id, expertId, offerId } = offered();
  const placedAt = world.session(id).placedAt;
  world.now += 19_999;
  expect(sessionDue(both())).toBeNull();
  world.now += 1;
  world.apply(sessionDue(both()));
  expect(world.session(id)).toMatchObject({ state: 'waiting', placedAt });
  expect(world.expert(expertId)).toMatchObject({ state: 'away', reason: 'missed_offer' });
  expect(world.offers.get(offerId)).toMatchObject({ state: 'missed' });
  expect(world.decide()).toBeNull();
});

test('[SES4] a withdrawn offer keeps the place and the idle time of the expert', () => {
  const { world, both, id, expertId } = offered();
  const { idleSince } = world.expert(expertId);
  world.now += 5000;
  world.apply(withdrawOffer(both()));
  expect(world.session(id).state).toBe('waiting');
  expect(world.expert(expertId)).toMatchObject({ state: 'available', idleSince });
});

test('[SES5] cancelling while offered ends it abandoned, withdraws the offer and frees the expert', () => {
  const { world, both, id, expertId, offerId } = offered();
  world.apply(cancelSession(both()));
  expect(world.session(id)).toMatchObject({
    state: 'ended',
    outcome: 'abandoned',
    reason: 'customer_cancelled',
  });
  expect(world.offers.get(offerId)).toMatchObject({ state: 'withdrawn' });
  expect(world.expert(expertId)).toMatchObject({ state: 'available' });
  expect(kinds(world).slice(-2)).toEqual(['session:withdrawn', 'session:ended']);
});

test('[SES6] the call begins when both have media; ready twice changes nothing', () => {
  const { world, both, id } = connecting();
  world.apply(partyReady({ ...both(), party: 'customer' }));
  expect(world.session(id).state).toBe('connecting');
  expect(partyReady({ ...both(), party: 'customer' })).toBeNull();
  world.apply(partyReady({ ...both(), party: 'expert' }));
  expect(world.session(id)).toMatchObject({ state: 'active', connectedAt: world.now });
  expect(partyReady({ ...both(), party: 'expert' })).toBeNull();
});

test('[SES7] hold and resume add up; holding twice changes nothing', () => {
  const { world, both, id } = active();
  world.apply(holdSession({ ...both(), held: true }));
  expect(holdSession({ ...both(), held: true })).toBeNull();
  world.now += 3000;
  world.apply(holdSession({ ...both(), held: false }));
  world.apply(holdSession({ ...both(), held: true }));
  world.now += 4000;
  world.apply(endSession({ ...both(), by: 'expert' }));
  expect(world.session(id)).toMatchObject({ state: 'ended', heldMs: 7000 });
});

test('[SES8] ending a call serves it and goes on to wrap-up by the rule', () => {
  const optional = active();
  optional.world.apply(endSession({ ...optional.both(), by: 'customer' }));
  expect(optional.world.session(optional.id)).toMatchObject({ outcome: 'served', reason: 'customer_ended' });
  expect(optional.world.expert(optional.expertId)).toMatchObject({ state: 'wrap_up', endsAt: null });
  const none = active({ mode: 'none' });
  none.world.apply(endSession({ ...none.both(), by: 'expert' }));
  expect(none.world.expert(none.expertId)).toMatchObject({ state: 'available' });
});

test('[SES8] while connecting, the expert who leaves sends the customer back to their place', () => {
  const { world, both, id, expertId } = connecting();
  const placedAt = world.session(id).placedAt;
  world.apply(endSession({ ...both(), by: 'expert' }));
  expect(world.session(id)).toMatchObject({ state: 'waiting', placedAt });
  expect(world.expert(expertId)).toMatchObject({ state: 'available' });
  expect(world.decide()).toBeNull();
});

test('[SES8] while connecting, the customer who leaves abandons and the expert is free', () => {
  const { world, both, id, expertId } = connecting();
  world.apply(endSession({ ...both(), by: 'customer' }));
  expect(world.session(id)).toMatchObject({ state: 'ended', outcome: 'abandoned', reason: 'customer_ended' });
  expect(world.expert(expertId)).toMatchObject({ state: 'available' });
});

test('[SES9] both sides write from accept to end, not before', () => {
  const { world, both, offerId } = offered();
  const message = { from: 'customer', messageId: world.newId(), text: 'Hello' } as const;
  expect(() => say({ ...both(), ...message })).toThrow(expect.objectContaining({ code: 'wrong_state' }));
  world.apply(acceptOffer({ ...both(), offerId }));
  world.apply(say({ ...both(), ...message }));
  expect(world.entries.at(-1)?.what).toEqual({ type: 'chat:message', ...message });
});

test('[SES10] absence and return are told once each', () => {
  const { world, both, id } = active();
  world.apply(partyAbsent({ ...both(), party: 'expert' }));
  expect(partyAbsent({ ...both(), party: 'expert' })).toBeNull();
  expect(world.session(id).absent.expert).toBe(world.now);
  world.now += 29_999;
  expect(absenceTimedOut(both())).toBeNull();
  world.apply(partyReturned({ ...both(), party: 'expert' }));
  expect(partyReturned({ ...both(), party: 'expert' })).toBeNull();
  expect(world.session(id)).toMatchObject({ state: 'active', absent: { expert: null } });
});

test('[SES11] past the grace a lost customer ends the session: served in a call, abandoned before', () => {
  const call = active();
  call.world.apply(partyAbsent({ ...call.both(), party: 'customer' }));
  call.world.now += 30_000;
  call.world.apply(sessionDue(call.both()));
  expect(call.world.session(call.id)).toMatchObject({ outcome: 'served', reason: 'customer_lost' });
  expect(call.world.expert(call.expertId).state).toBe('wrap_up');
  const before = offered();
  before.world.apply(partyAbsent({ ...before.both(), party: 'customer' }));
  before.world.now += 30_000;
  before.world.apply(absenceTimedOut(before.both()));
  expect(before.world.session(before.id)).toMatchObject({ outcome: 'abandoned', reason: 'customer_lost' });
  expect(before.world.expert(before.expertId).state).toBe('available');
});

test('[SES11] past the grace a lost expert is offline and the customer is back at the front', () => {
  const { world, both, id, expertId, service } = active();
  const placedAt = world.session(id).placedAt;
  world.apply(partyAbsent({ ...both(), party: 'expert' }));
  world.now += 30_000;
  world.apply(sessionDue(both()));
  expect(world.session(id)).toMatchObject({ state: 'waiting', placedAt, absent: { expert: null } });
  expect(world.expert(expertId)).toMatchObject({ state: 'offline' });
  const later = world.newId();
  world.apply(requestSession({ id: later, request: world.wish(service), service, now: world.now }));
  world.addExpert();
  expect(world.decide()?.sessionId).toBe(id);
});

test('[SES12] no media from the customer fails the session; none from the expert sends the customer back', () => {
  const failed = connecting();
  failed.world.now += 15_000;
  failed.world.apply(sessionDue(failed.both()));
  expect(failed.world.session(failed.id)).toMatchObject({ outcome: 'failed', reason: 'no_media' });
  expect(failed.world.expert(failed.expertId).state).toBe('available');
  const back = connecting();
  back.world.apply(partyReady({ ...back.both(), party: 'customer' }));
  back.world.now += 15_000;
  back.world.apply(sessionDue(back.both()));
  expect(back.world.session(back.id).state).toBe('waiting');
  expect(back.world.expert(back.expertId)).toMatchObject({ state: 'away', reason: 'no_media' });
});

test('[SES13] an ended session takes no further move', () => {
  const { world, both, id } = active();
  world.apply(endSession({ ...both(), by: 'customer' }));
  expect(() => endSession({ ...both(), by: 'customer' })).toThrow(
    expect.objectContaining({ code: 'session_gone' }),
  );
  expect(() => cancelSession(both())).toThrow(expect.objectContaining({ code: 'session_gone' }));
  expect(() => holdSession({ ...both(), held: true })).toThrow(
    expect.objectContaining({ code: 'session_gone' }),
  );
  expect(partyAbsent({ ...both(), party: 'customer' })).toBeNull();
  expect(sessionAlarm(world.session(id), both().service.timers, world.now)).toBeNull();
});

test('[EXP1] opening the desk: offline becomes away, anything else stays; the line is back', () => {
  const world = new TestWorld();
  const fresh = newExpert(world.newId(), world.now);
  expect(expertArrives({ expert: fresh, now: world.now })?.experts[0]).toMatchObject({
    state: 'away',
    reason: 'signed_in',
    absentSince: null,
  });
  const here = world.addExpert();
  expect(expertArrives({ expert: here, now: world.now })).toBeNull();
});

test('[EXP2] an expert chooses available, away and offline', () => {
  const world = new TestWorld();
  const { id } = world.addExpert();
  const choose = (wanted: Parameters<typeof setExpertState>[0]['wanted']) => {
    world.apply(setExpertState({ expert: world.expert(id), wanted, now: world.now }));
    return world.expert(id);
  };
  expect(choose({ state: 'away', reason: 'lunch' })).toMatchObject({ state: 'away', reason: 'lunch' });
  expect(choose({ state: 'away', reason: 'lunch' })).toMatchObject({ version: 2 });
  expect(choose({ state: 'available' })).toMatchObject({ state: 'available' });
  expect(choose({ state: 'offline' })).toMatchObject({ state: 'offline' });
  expect(
    setExpertState({ expert: world.expert(id), wanted: { state: 'offline' }, now: world.now }),
  ).toBeNull();
});

test('[EXP4] away during a session and wrap-up is kept for afterwards', () => {
  const { world, both, expertId, id } = active();
  const wanted = { state: 'away', reason: 'lunch' } as const;
  world.apply(setExpertState({ ...both(), wanted }));
  expect(world.expert(expertId)).toMatchObject({ state: 'busy', after: 'away' });
  expect(() => setExpertState({ ...both(), wanted: { state: 'offline' } })).toThrow(
    expect.objectContaining({ code: 'wrong_state' }),
  );
  world.apply(endSession({ ...both(), by: 'customer' }));
  expect(world.expert(expertId)).toMatchObject({ state: 'wrap_up', after: 'away' });
  const session = world.session(id);
  if (session.state !== 'ended') throw new Error('expected the end');
  world.apply(
    completeWrapUp({ ...both(), session, done: { dispositionId: null, note: 'Done' }, timedOut: false }),
  );
  expect(world.expert(expertId)).toMatchObject({ state: 'away', reason: 'other' });
  expect(world.entries.at(-1)?.what).toMatchObject({ type: 'wrapup:completed', note: 'Done' });
});

test('[EXP5] an idle expert whose desk is gone for 30 s is offline; one in wrap-up stays', () => {
  const world = new TestWorld();
  const { id } = world.addExpert();
  const now = () => ({ expert: world.expert(id), now: world.now });
  world.apply(expertAbsent(now()));
  expect(expertAbsent(now())).toBeNull();
  world.now += 29_999;
  expect(expertDue(now())).toBeNull();
  world.now += 1;
  world.apply(expertDue(now()));
  expect(world.expert(id).state).toBe('offline');
  const wrapping = active();
  wrapping.world.apply(endSession({ ...wrapping.both(), by: 'customer' }));
  wrapping.world.apply(expertAbsent(wrapping.both()));
  wrapping.world.now += 60_000;
  expect(expertDue(wrapping.both())).toBeNull();
  wrapping.world.apply(expertReturned(wrapping.both()));
  expect(wrapping.world.expert(wrapping.expertId)).toMatchObject({ state: 'wrap_up', absentSince: null });
});

test('[EXP6] a mandatory wrap-up asks for a disposition; a timed one has an end', () => {
  const { world, both, id } = active({ mode: 'mandatory' });
  world.apply(endSession({ ...both(), by: 'customer' }));
  const session = world.session(id);
  if (session.state !== 'ended') throw new Error('expected the end');
  const done = { dispositionId: null, note: '' };
  expect(() => completeWrapUp({ ...both(), session, done, timedOut: false })).toThrow(
    expect.objectContaining({ code: 'bad_request' }),
  );
  const timed = active({ mode: 'timed', seconds: 60 });
  timed.world.apply(endSession({ ...timed.both(), by: 'customer' }));
  expect(timed.world.expert(timed.expertId)).toMatchObject({
    state: 'wrap_up',
    endsAt: timed.world.now + 60_000,
  });
});
