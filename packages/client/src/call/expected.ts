import type { PeerState } from '@rem/protocol';
import type { LiveState } from '../live/types.ts';
import type { Expected } from './watch.ts';

/**
 * What should be coming in, by what the server told of the session: nothing while it is on hold or the other side
 * is away, no picture from a camera that is off.
 */
export function expectedMedia(state: LiveState, peer: PeerState | null): Expected {
  const [session, other] = state.desk
    ? [state.desk.session, 'customer' as const]
    : [state.session, 'expert' as const];
  const phase = session?.phase;
  const paused = phase?.state === 'active' && (phase.held || phase.absent[other] !== null);
  const sends = peer === null || peer.audio || peer.video;
  return { media: !paused && sends, video: peer?.video ?? true };
}
