import type {
  ClientFrameOf,
  DeskView,
  IceCandidate,
  LiveExpert,
  LiveSession,
  LiveSummary,
  PeerState,
  SessionView,
} from './live.ts';
import type { TimelineEntry } from './timeline.ts';
import type { Consents, DeclineReason, Party } from './values.ts';

/**
 * The session controller (RESC) as the back ends of the pages (REIC, READ, REAC) see it. They reach it through
 * these interfaces alone, so that it can be another process without a change to them (seed row T2.3).
 * Every operation resolves only after its commit and rejects with a `RemError`.
 */
export interface SessionRequest {
  readonly requestId: string;
  readonly serviceId: string;
  readonly branchId: string | null;
  readonly kioskId: string | null;
  readonly language: string;
  readonly customerName: string | null;
  readonly consents: Consents;
}

/** Stops a subscription; idempotent. */
export type Stop = () => void;

export interface SessionsService {
  /** The same `requestId` again returns the same session, with the same ticket. */
  request(request: SessionRequest): Promise<{ sessionId: string; ticket: string }>;
  /** The session a ticket is for; null when it is unknown. An ended session is still found. */
  byTicket(ticket: string): Promise<string | null>;
  /** The customer gives up before the call began. */
  cancel(sessionId: string): Promise<void>;
  end(sessionId: string, by: Party): Promise<void>;
  hold(sessionId: string, held: boolean): Promise<void>;
  /** `party` has media: when both have, the session is active. */
  ready(sessionId: string, party: Party): Promise<void>;
  /** `party` has at least one live connection, or none any more. */
  present(sessionId: string, party: Party, here: boolean): Promise<void>;
  /** Idempotent by `messageId`. */
  say(sessionId: string, from: Party, messageId: string, text: string): Promise<void>;
  view(sessionId: string, reader: Party): Promise<SessionView | null>;
  /** Entries with a number above `no`, in order, that `reader` may see. */
  entries(sessionId: string, no: number, reader: Party | 'staff'): Promise<readonly TimelineEntry[]>;
  /** Calls `listener` after each commit that changed what the view shows (also queue position). */
  watch(sessionId: string, listener: (change: { entries: readonly TimelineEntry[] }) => void): Stop;
}

export type WantedExpertState = ClientFrameOf<'expert:state'>['state'];

export interface ExpertsService {
  /** The desk opened: an offline expert becomes away with reason `signed_in`; any other state stays. */
  arrive(expertId: string): Promise<void>;
  setState(expertId: string, wanted: WantedExpertState): Promise<void>;
  present(expertId: string, here: boolean): Promise<void>;
  accept(expertId: string, offerId: string): Promise<void>;
  decline(expertId: string, offerId: string, reason: DeclineReason): Promise<void>;
  completeWrapUp(
    expertId: string,
    done: { sessionId: string; dispositionId: string | null; note: string },
  ): Promise<void>;
  view(expertId: string): Promise<DeskView>;
  /** The session this expert serves now, if any. */
  sessionOf(expertId: string): string | null;
  watch(expertId: string, listener: () => void): Stop;
}

export interface LiveChange {
  readonly sessions: readonly LiveSession[];
  readonly experts: readonly LiveExpert[];
  readonly gone: readonly string[];
  readonly summary: LiveSummary;
}

/** The supervisor's picture of now. */
export interface LiveService {
  snapshot(): Omit<LiveChange, 'gone'>;
  /** At most a few changes a second, gathered. */
  watch(listener: (change: LiveChange) => void): Stop;
}

/** What the media room tells a participant's connection. */
export type MediaSignal =
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  | { readonly type: 'offer'; readonly negotiation: number; readonly sdp: string }
  | {
      readonly type: 'candidate';
      readonly link: 'publish' | 'subscribe';
      readonly candidate: IceCandidate | null;
    }
  | { readonly type: 'peer'; readonly peer: PeerState };

/** One participant's place at the media engine; the room is made when the first arrives. */
export interface MediaSeat {
  publish(sdp: string): Promise<string>;
  answer(negotiation: number, sdp: string): Promise<void>;
  candidate(link: 'publish' | 'subscribe', candidate: IceCandidate | null): Promise<void>;
  resubscribe(): Promise<void>;
  keyframe(): Promise<void>;
  /** What this side's browser measures and sends; shown to the other. */
  report(state: PeerState): void;
  leave(): Promise<void>;
}

export interface MediaService {
  /**
   * A seat in a running session's room. A second seat of the same party replaces the first.
   * @param options.resumed the page behind it has been in this call and keeps its media: it is told `start` only
   * when there is reason to. Default false: a page that knows nothing yet, and is told `start`.
   */
  sit(
    sessionId: string,
    party: Party,
    listener: (signal: MediaSignal) => void,
    options?: { readonly resumed?: boolean },
  ): Promise<MediaSeat>;
  /** A lone seat, to measure the way to the engine before a session. */
  check(listener: (signal: MediaSignal) => void): Promise<MediaSeat>;
}
