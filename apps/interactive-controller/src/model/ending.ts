import type { SessionView, TimelineEntry } from '@rem/protocol';
import type { Ending } from './model.ts';

type Ended = Extract<SessionView['phase'], { state: 'ended' }>;

/** How the last screen puts a session's end into words. */
export function endingOf({ outcome, reason }: Ended, entries: readonly TimelineEntry[]): Ending {
  if (outcome === 'served') return 'served';
  if (reason === 'customer_cancelled' || reason === 'customer_ended') return 'left';
  if (reason === 'customer_lost') return 'lost';
  return entries.some(({ what }) => what.type === 'session:connected') ? 'served' : 'failed';
}
