import type { CallSnapshot, ConnectionState } from '@rem/client';
import type { SessionView, TimelineEntry } from '@rem/protocol';
import type { TileCover } from '@rem/ui';

/** What happens in the call, as one line under the picture. */
export interface Caption {
  readonly key:
    | 'caption.held'
    | 'caption.resumed'
    | 'caption.absent'
    | 'caption.returned'
    | 'caption.own'
    | 'caption.other'
    | 'caption.failed'
    | 'caption.their_trouble'
    | 'caption.muted'
    | 'caption.their_mute'
    | 'call.connecting';
  readonly tone: 'plain' | 'good' | 'trouble';
}

export interface CallFacts {
  readonly session: SessionView;
  readonly call: CallSnapshot;
  readonly connection: ConnectionState;
  readonly entries: readonly TimelineEntry[];
  /** Now, on the server's clock (ms). */
  readonly now: number;
}

/** Good news are told for this long, in ms. */
const NEWS_MS = 5_000;

function news(entries: readonly TimelineEntry[], now: number): Caption | null {
  const last = entries.findLast(({ what }) => what.type !== 'chat:message');
  if (!last || now - last.at > NEWS_MS) return null;
  if (last.what.type === 'session:resumed') return { key: 'caption.resumed', tone: 'good' };
  if (last.what.type === 'party:returned' && last.what.party === 'expert') {
    return { key: 'caption.returned', tone: 'good' };
  }
  return null;
}

/** The one thing to say now, most important first; null when all is as it should be. */
export function captionOf({ session, call, connection, entries, now }: CallFacts): Caption | null {
  const { phase } = session;
  if (phase.state !== 'active') return { key: 'call.connecting', tone: 'plain' };
  if (call.state === 'failed') return { key: 'caption.failed', tone: 'trouble' };
  if (call.trouble === 'own' || connection === 'reconnecting') return { key: 'caption.own', tone: 'trouble' };
  if (phase.absent.expert !== null) return { key: 'caption.absent', tone: 'trouble' };
  if (phase.held) return { key: 'caption.held', tone: 'plain' };
  if (call.trouble === 'other') return { key: 'caption.other', tone: 'trouble' };
  const theirs = call.peer?.quality?.grade;
  if (theirs === 'lost' || theirs === 'poor') return { key: 'caption.their_trouble', tone: 'trouble' };
  if (call.peer && !call.peer.audio) return { key: 'caption.their_mute', tone: 'plain' };
  return news(entries, now) ?? (call.audio ? null : { key: 'caption.muted', tone: 'plain' });
}

/** What lies over the expert's picture, because the picture alone would tell something untrue. */
export function coverOf({ session, call }: Pick<CallFacts, 'session' | 'call'>): TileCover | null {
  const { phase } = session;
  if (phase.state !== 'active') return 'starting';
  if (phase.absent.expert !== null) return 'absent';
  if (phase.held) return 'held';
  if (call.state === 'connecting' || call.state === 'idle') return 'starting';
  return call.state === 'connected' ? null : 'reconnecting';
}
