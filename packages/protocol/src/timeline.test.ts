import { expect, test } from 'vitest';
import { type Happening, hasRight, type TimelineEntry, visibleTo } from './mod.ts';

const id = '10000000-0000-4000-8000-000000000001';
const entry = (what: Happening): TimelineEntry => ({
  sessionId: id,
  no: 1,
  at: 0,
  actor: { kind: 'system' },
  what,
});

test('[PRO5] the customer reads nothing of offers, refusals and wrap-up', () => {
  const hidden: Happening[] = [
    { type: 'session:offered', offerId: id, expertId: id, expiresAt: 1 },
    { type: 'session:declined', offerId: id, expertId: id, reason: 'busy' },
    { type: 'session:missed', offerId: id, expertId: id },
    { type: 'session:withdrawn', offerId: id, expertId: id },
    { type: 'wrapup:completed', dispositionId: null, note: 'rude', timedOut: false },
  ];
  for (const what of hidden) {
    expect(visibleTo(entry(what), 'customer')).toBe(false);
    expect(visibleTo(entry(what), 'expert')).toBe(true);
    expect(visibleTo(entry(what), 'staff')).toBe(true);
  }
  expect(
    visibleTo(entry({ type: 'chat:message', messageId: id, from: 'expert', text: 'Hi' }), 'customer'),
  ).toBe(true);
});

test('[PRO6] rights are least: nobody has public alone, a supervisor changes nothing, a customer administers nothing', () => {
  expect(hasRight(['nobody'], 'public')).toBe(true);
  expect(hasRight(['nobody'], 'session:request')).toBe(false);
  expect(hasRight(['supervisor'], 'people:manage')).toBe(false);
  expect(hasRight(['customer'], 'sessions:view')).toBe(false);
  expect(hasRight(['expert', 'administrator'], 'people:manage')).toBe(true);
  expect(hasRight([], 'public')).toBe(false);
});
