import type { Clock, Unsubscribe } from '@rem/kit';
import type {
  Command,
  DeskView,
  IceCandidate,
  IceServer,
  LiveExpert,
  LiveSession,
  LiveSummary,
  PeerState,
  ReplyTo,
  SessionView,
  TimelineEntry,
  WireError,
} from '@rem/protocol';
import type { Snapshot } from '../snapshot.ts';

/** The part of the WHATWG WebSocket that the SDK uses; the browser's, Node's and `ws`'s all fit. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}
export type SocketConstructor = new (url: string) => SocketLike;

/** Where a customer's right to their session is kept between page loads. */
export interface TicketStore {
  get(): string | null;
  set(ticket: string): void;
  clear(): void;
}

/** What the SDK tells a developer; `console` fits, and so does the server's logger. */
export interface ClientLogger {
  debug(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export type ClientRole = 'customer' | 'desk' | 'console';

export interface LiveClientOptions {
  /** Address of the live endpoint, `wss://host:port/api/v1/live`; in pages see `liveUrl()`. */
  readonly url: string;
  readonly as: ClientRole;
  /** Default: kept in memory alone. */
  readonly ticketStore?: TicketStore;
  /** Default: the global one. */
  readonly WebSocket?: SocketConstructor;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default: nothing is said. */
  readonly logger?: ClientLogger;
  /** Spreads reconnects; default `Math.random`. */
  readonly random?: () => number;
}

export type ConnectionState =
  /** The first connection is being made. */
  | 'connecting'
  | 'open'
  /** The line was lost and is being made again. */
  | 'reconnecting'
  /** For good: by `close()`, or by an error that trying again does not cure. */
  | 'closed';

/** The supervisor's picture of now. */
export interface LivePicture {
  readonly sessions: readonly LiveSession[];
  readonly experts: readonly LiveExpert[];
  readonly summary: LiveSummary;
}

export interface LiveState {
  readonly connection: ConnectionState;
  /** Why the connection is closed for good; null when it is not, or was closed from here. */
  readonly closedBecause: WireError | null;
  /** Customers: their session; null when there is none. Experts find theirs in `desk.session`. */
  readonly session: SessionView | null;
  /** Timeline of the current session, or of the last one: in order, each number once. */
  readonly entries: readonly TimelineEntry[];
  /** Experts: the whole desk; null until it came. */
  readonly desk: DeskView | null;
  /** Supervisors: the whole live picture; null until it came. */
  readonly live: LivePicture | null;
  /** Server's clock − this machine's in ms: `Date.now() + clockOffset` is the time that instants are in. */
  readonly clockOffset: number;
  readonly iceServers: readonly IceServer[];
}

/** Which media: the session's call, or the device check's lone room. */
export type MediaRoom = 'call' | 'check';

export interface LiveEvents {
  /** Welcome was said; `again` after a reconnect. */
  open: [details: { readonly again: boolean }];
  'media:start': [room: MediaRoom];
  'media:stop': [room: MediaRoom];
  'media:offer': [room: MediaRoom, negotiation: number, sdp: string];
  'media:candidate': [room: MediaRoom, link: 'publish' | 'subscribe', candidate: IceCandidate | null];
  'media:peer': [peer: PeerState];
}

/** One page's line to the server. Made and connecting as soon as `createLiveClient` returns. */
export interface LiveClient {
  readonly state: Snapshot<LiveState>;
  readonly on: <K extends keyof LiveEvents>(
    name: K,
    listener: (...args: LiveEvents[K]) => void,
  ) => Unsubscribe;
  /**
   * Sends a command and resolves with its reply. Rejects with a `RemError`: the server's, or `unavailable` when
   * the line was lost meanwhile. Commands that may be repeated safely (see `REPEATABLE`) wait up to 10 s for a
   * lost line and are sent (again) after the resume.
   */
  readonly send: <C extends Command>(command: C) => Promise<ReplyTo<C['type']>>;
  /** Whether the server asked for media in this room and has not stopped it since. */
  readonly mediaStarted: (room: MediaRoom) => boolean;
  /** What the other side said of its media last; null before. */
  readonly peer: () => PeerState | null;
  /** Forgets session, timeline and ticket, and connects anew as nobody in particular: the next customer. */
  readonly forget: () => void;
  /** Ends the line for good. Idempotent. */
  readonly close: () => void;
}
