import type { TimelineEntry } from '@rem/protocol';
import type { Translate } from '@rem/ui';
import type { en } from '../messages/en.ts';

/** An entry of the timeline in a few words, as the expert `me` reads it. */
export function entryWords(t: Translate<typeof en>, { what }: TimelineEntry, me: string): string {
  switch (what.type) {
    case 'session:requested':
      return t('entry.requested');
    case 'session:waiting':
      return t(`entry.waiting_${what.cause}`);
    case 'session:offered':
      return t(what.expertId === me ? 'entry.offered_you' : 'entry.offered_elsewhere');
    case 'session:accepted':
      return t(what.expertId === me ? 'entry.accepted_you' : 'entry.accepted_elsewhere');
    case 'session:declined':
      return t('entry.declined', { reason: t(`decline.${what.reason}`) });
    case 'session:missed':
      return t('entry.missed');
    case 'session:withdrawn':
      return t('entry.withdrawn');
    case 'session:connected':
      return t('entry.connected');
    case 'session:held':
      return t('entry.held');
    case 'session:resumed':
      return t('entry.resumed');
    case 'party:absent':
      return t(`entry.absent_${what.party}`);
    case 'party:returned':
      return t(`entry.returned_${what.party}`);
    case 'session:ended':
      return t('entry.ended', { reason: t(`end.${what.reason}`) });
    case 'chat:message':
      return t(`entry.chat_${what.from}`);
    case 'wrapup:completed':
      return t(what.timedOut ? 'entry.wrapped_up_timeout' : 'entry.wrapped_up');
  }
}
