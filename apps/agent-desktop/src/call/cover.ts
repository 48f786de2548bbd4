import type { CallSnapshot } from '@rem/client';
import type { SessionView } from '@rem/protocol';
import type { TileCover } from '@rem/ui';

/** What lies over the customer's picture, and which words explain it. */
export interface CustomerCover {
  readonly cover: TileCover;
  readonly words:
    | 'line'
    | 'own'
    | 'other'
    | 'unknown'
    | 'failed'
    | 'absent'
    | 'starting'
    | 'awaited'
    | 'held';
  /** Since when the customer is gone (instant in ms). */
  readonly since?: number;
}

export interface CoverFacts {
  readonly phase: SessionView['phase'];
  readonly line: 'connecting' | 'reconnecting' | null;
  readonly call: Pick<CallSnapshot, 'state' | 'trouble'>;
}

/**
 * The most telling fact goes first: without a line nothing else is known; a customer who is gone explains a picture
 * that is gone; trouble with media counts more than that the call is held. Null: the picture is live.
 */
export function customerCover({ phase, line, call }: CoverFacts): CustomerCover | null {
  if (line !== null) {
    return { cover: 'reconnecting', words: 'line' };
  }
  if (phase.state === 'connecting') {
    // Their picture is here, so what is waited for is that they see ours.
    return { cover: 'starting', words: call.state === 'connected' ? 'awaited' : 'starting' };
  }
  if (phase.state !== 'active') {
    return null;
  }
  if (phase.absent.customer !== null) {
    return { cover: 'absent', words: 'absent', since: phase.absent.customer };
  }
  switch (call.state) {
    case 'failed':
      return { cover: 'reconnecting', words: 'failed' };
    case 'reconnecting':
      return { cover: 'reconnecting', words: call.trouble ?? 'unknown' };
    case 'idle':
    case 'connecting':
      return { cover: 'starting', words: 'starting' };
    case 'connected':
      return phase.held ? { cover: 'held', words: 'held' } : null;
  }
}
