import type { Happening, PageLanguage, TimelineEntry } from '@rem/protocol';
import type { Formats } from '@rem/ui';
import type { Words } from '../messages/mod.ts';
import { type Directory, nameIn } from './directory.ts';

/** How an entry is drawn: what it is about decides its icon and colour. */
export type Tone = 'wait' | 'offer' | 'call' | 'trouble' | 'chat' | 'end';

/** One entry of a timeline in words. */
export interface Told {
  readonly no: number;
  readonly at: number;
  /** Since the first entry, in ms. */
  readonly afterMs: number;
  readonly tone: Tone;
  readonly text: string;
  /** A second, smaller line: what was agreed to. */
  readonly detail: string | null;
  /** What somebody wrote, as it is. */
  readonly quote: string | null;
}

export interface Teller {
  readonly t: Words;
  readonly formats: Pick<Formats, 'duration' | 'language'>;
  readonly directory: Directory;
  readonly language: PageLanguage;
}

type Said = Pick<Told, 'tone' | 'text'> & Partial<Pick<Told, 'detail' | 'quote'>>;
type Sayers = {
  readonly [K in Happening['type']]: (
    what: Extract<Happening, { type: K }>,
    teller: Teller,
    entry: TimelineEntry,
  ) => Said;
};

const expertOf = ({ t, directory, language }: Teller, id: string): string =>
  nameIn(directory, 'people', id, language) ?? t('event.somebody');

function placeOf({ directory, language }: Teller, what: { branchId: string | null; kioskId: string | null }) {
  return [
    nameIn(directory, 'branches', what.branchId, language),
    nameIn(directory, 'kiosks', what.kioskId, language),
  ]
    .filter((name) => name !== undefined)
    .join(' · ');
}

/** The one sentence of each kind of event; a kind without one is a compile error. */
const sayers: Sayers = {
  'session:requested': (what, teller) => {
    const { t, formats, directory, language } = teller;
    const service = nameIn(directory, 'services', what.serviceId, language) ?? t('common.unknown');
    const place = placeOf(teller, what);
    const details = [
      ...(place === '' ? [] : [t('event.requested_at', { place })]),
      t(what.consents.recording ? 'event.consents_recording' : 'event.consents'),
    ];
    return {
      tone: 'wait',
      text: t('event.requested', { service, language: formats.language(what.language) }),
      detail: details.join(' '),
    };
  },
  'session:waiting': (what, { t }) => ({
    tone: what.cause === 'expert_lost' || what.cause === 'expert_unready' ? 'trouble' : 'wait',
    text: t(`event.waiting.${what.cause}`),
  }),
  'session:offered': (what, teller, { at }) => ({
    tone: 'offer',
    text: teller.t('event.offered', {
      expert: expertOf(teller, what.expertId),
      duration: teller.formats.duration(what.expiresAt - at),
    }),
  }),
  'session:accepted': (what, teller) => ({
    tone: 'offer',
    text: teller.t('event.accepted', { expert: expertOf(teller, what.expertId) }),
  }),
  'session:declined': (what, teller) => ({
    tone: 'trouble',
    text: teller.t('event.declined', {
      expert: expertOf(teller, what.expertId),
      reason: teller.t(`decline.${what.reason}`),
    }),
  }),
  'session:missed': (what, teller) => ({
    tone: 'trouble',
    text: teller.t('event.missed', { expert: expertOf(teller, what.expertId) }),
  }),
  'session:withdrawn': (what, teller) => ({
    tone: 'offer',
    text: teller.t('event.withdrawn', { expert: expertOf(teller, what.expertId) }),
  }),
  'session:connected': (what, teller) => ({
    tone: 'call',
    text: teller.t('event.connected', { expert: expertOf(teller, what.expertId) }),
  }),
  'session:held': (_, { t }) => ({ tone: 'call', text: t('event.held') }),
  'session:resumed': (_, { t }) => ({ tone: 'call', text: t('event.resumed') }),
  'party:absent': (what, { t }) => ({ tone: 'trouble', text: t(`event.absent_${what.party}`) }),
  'party:returned': (what, { t }) => ({ tone: 'call', text: t(`event.returned_${what.party}`) }),
  'session:ended': (what, { t }) => ({
    tone: what.outcome === 'served' ? 'end' : 'trouble',
    text: t('event.ended', { outcome: t(`outcome.${what.outcome}`), reason: t(`reason.${what.reason}`) }),
  }),
  'chat:message': (what, { t }) => ({ tone: 'chat', text: t(`event.chat_${what.from}`), quote: what.text }),
  'wrapup:completed': (what, { t, directory, language }) => {
    const disposition = nameIn(directory, 'dispositions', what.dispositionId, language);
    const done =
      what.dispositionId === null
        ? t('event.wrap_up_plain')
        : t('event.wrap_up', { disposition: disposition ?? t('common.unknown') });
    return {
      tone: 'end',
      text: what.timedOut ? t('event.wrap_up_timed') : done,
      detail: what.note === '' ? null : t('event.note'),
      quote: what.note === '' ? null : what.note,
    };
  },
};

/** A session's timeline in words, in order. */
export function tell(entries: readonly TimelineEntry[], teller: Teller): readonly Told[] {
  const first = entries[0]?.at ?? 0;
  return entries.map((entry) => {
    // The table ties each kind to its own sayer; looking up by a union loses that.
    const say = sayers[entry.what.type] as (what: Happening, teller: Teller, entry: TimelineEntry) => Said;
    const said = say(entry.what, teller, entry);
    return {
      no: entry.no,
      at: entry.at,
      afterMs: Math.max(0, entry.at - first),
      detail: null,
      quote: null,
      ...said,
    };
  });
}
