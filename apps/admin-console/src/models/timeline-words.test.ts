import { type TimelineEntry, timelineEntry } from '@rem/protocol';
import { formatsOf } from '@rem/ui';
import { describe, expect, it } from 'vitest';
import { directory, idOf, timeline } from '../gallery/data.ts';
import { en } from '../messages/en.ts';
import type { Words } from '../messages/mod.ts';
import { tell } from './timeline-words.ts';

/** The English words with their slots filled in. */
const t: Words = (key, values) => {
  const text = Object.entries(en).find(([name]) => name === key)?.[1];
  if (text === undefined) throw new Error(`no word for ${key}`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, slot: string) => String(values?.[slot] ?? '?'));
};
const teller = { t, formats: formatsOf('en'), directory, language: 'en' } as const;
const say = (what: TimelineEntry['what'], at = 1_000) =>
  tell([{ sessionId: idOf(7, 1), no: 1, at, actor: { kind: 'system' }, what }], teller)[0];

const expertId = idOf(1, 0);
const offerId = idOf(8, 0);

describe('timeline in words', () => {
  it('has a sentence for every kind of event', () => {
    const kinds = timelineEntry.shape.what.options.map((option) => option.shape.type.value);
    const told = new Set(timeline.map(({ what }) => what.type));
    const rest: readonly TimelineEntry['what'][] = [{ type: 'session:withdrawn', offerId, expertId }];
    expect(new Set([...told, ...rest.map(({ type }) => type)])).toEqual(new Set(kinds));
    for (const { text } of [...tell(timeline, teller), ...rest.map((what) => say(what))].filter(
      (each) => !!each,
    )) {
      expect(text).toMatch(/^\S.*[.:]$/);
      expect(text).not.toContain('?');
    }
  });

  it('names services, people, places and languages', () => {
    expect(tell(timeline, teller)[0]).toMatchObject({
      text: 'The customer asked for Mortgage advice in German.',
      detail: 'At City Centre · Lobby, left. Agreed to the terms, not to a recording.',
    });
  });

  it('tells offers with their time, declines with their reason, and who did not answer', () => {
    expect(say({ type: 'session:offered', offerId, expertId, expiresAt: 21_000 })?.text).toBe(
      'Offered to Amara Okafor for 20 sec.',
    );
    expect(say({ type: 'session:declined', offerId, expertId, reason: 'language' })?.text).toBe(
      'Amara Okafor declined: language.',
    );
    expect(say({ type: 'session:missed', offerId, expertId: idOf(1, 99) })?.text).toBe(
      'an expert did not answer and was set away.',
    );
  });

  it('quotes chat and notes as they are, and tells a wrap-up that ran out', () => {
    const chat = { type: 'chat:message', messageId: offerId, from: 'customer', text: '<b>Hi</b>' } as const;
    expect(say(chat)).toMatchObject({ text: 'The customer wrote:', quote: '<b>Hi</b>' });
    const done = { type: 'wrapup:completed', dispositionId: null, note: '', timedOut: true } as const;
    expect(say(done)).toMatchObject({ text: 'The time for the wrap-up ran out.', quote: null });
  });

  it('counts the time from the first event', () => {
    expect(tell(timeline, teller).at(-1)?.afterMs).toBe(455_000);
  });
});
