import { Backoff, type CancelTimer, type Clock, systemClock } from '@rem/kit';
import {
  type Command,
  livePath,
  type PeerState,
  protocolVersion,
  RemError,
  type ReplyTo,
  type ServerFrame,
  type ServerFrameOf,
} from '@rem/protocol';
import type { Snapshot } from '../snapshot.ts';
import { Commands } from './commands.ts';
import { Line, type LineEnd } from './line.ts';
import { Mirror } from './mirror.ts';
import { memoryTicketStore } from './tickets.ts';
import type {
  ClientLogger,
  LiveClient,
  LiveClientOptions,
  LiveState,
  MediaRoom,
  TicketStore,
} from './types.ts';

/** Delays between attempts to reconnect, in ms. */
const RECONNECT = { first: 250, longest: 5_000 };
/** A line that held for this long in ms was a good one: the next loss is met with the first delay again. */
const GOOD_LINE_MS = 5_000;
/** Close codes after which trying again would end the same way: bad hello, not signed in, no right, replaced. */
const FATAL_CLOSES: ReadonlySet<number> = new Set([4400, 4401, 4403, 4409]);
const REPLACED = 4409;

const SILENT: ClientLogger = { debug() {}, warn() {} };

/**
 * The line to the server that outlives its connections: it reconnects, resumes from the last timeline number and
 * keeps one snapshot of all that the server told. Rules [CLI1]… in docs/spec/client.md.
 */
class ReconnectingClient implements LiveClient {
  readonly #options: LiveClientOptions;
  readonly #clock: Clock;
  readonly #logger: ClientLogger;
  readonly #tickets: TicketStore;
  readonly #mirror = new Mirror();
  readonly #commands: Commands;
  readonly #backoff: Backoff;
  #line: Line | null = null;
  #helloId = 0;
  /** When the present line was welcomed; null before. */
  #openSince: number | null = null;
  #wasOpen = false;
  #closed = false;
  #cancelRetry: CancelTimer = () => {};

  constructor(options: LiveClientOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger ?? SILENT;
    this.#tickets = options.ticketStore ?? memoryTicketStore();
    this.#commands = new Commands(this.#clock);
    this.#backoff = new Backoff({ ...RECONNECT, ...(options.random && { random: options.random }) });
    this.#connect();
  }

  get state(): Snapshot<LiveState> {
    return this.#mirror.store;
  }

  readonly on: LiveClient['on'] = (name, listener) => this.#mirror.events.on(name, listener);

  readonly mediaStarted = (room: MediaRoom): boolean => this.#mirror.started.has(room);

  readonly peer = (): PeerState | null => this.#mirror.peer;

  readonly send = async <C extends Command>(command: C): Promise<ReplyTo<C['type']>> => {
    if (this.state.getSnapshot().connection === 'closed') throw new RemError('unavailable');
    const reply = await this.#commands.send(command);
    return reply as ReplyTo<C['type']>; // parsed by the schema of this very command type
  };

  readonly forget = (): void => {
    if (this.#closed) return;
    this.#tickets.clear();
    this.#leave(new RemError('session_gone'));
    this.#mirror.clear();
    this.#wasOpen = false;
    this.#backoff.reset();
    this.#connect();
  };

  readonly close = (): void => {
    if (this.#closed) return;
    this.#closed = true;
    this.#leave(new RemError('unavailable'));
    this.#mirror.store.patch({ connection: 'closed' });
    this.#mirror.events.clear();
  };

  #leave(error: RemError): void {
    this.#cancelRetry();
    this.#line?.close();
    this.#line = null;
    this.#openSince = null;
    this.#mirror.started.clear();
    this.#commands.abandon(error);
  }

  #connect(): void {
    const { url, as } = this.#options;
    const ticket = as === 'customer' ? this.#tickets.get() : null;
    const { after } = this.#mirror.timelines;
    this.#helloId = this.#commands.takeId();
    const line: Line = new Line({
      url,
      WebSocket: this.#options.WebSocket ?? globalThis.WebSocket,
      clock: this.#clock,
      logger: this.#logger,
      hello: {
        type: 'hello',
        id: this.#helloId,
        protocol: protocolVersion,
        as,
        ...(ticket !== null && { ticket }),
        ...(after && { after }),
      },
      onFrame: (frame) => {
        if (this.#line === line) this.#receive(frame);
      },
      onEnd: (end) => {
        if (this.#line === line) this.#lost(end, ticket);
      },
    });
    this.#line = line;
  }

  #lost(end: LineEnd, ticket: string | null): void {
    const welcomed = this.#openSince;
    if (welcomed !== null && this.#clock.now() - welcomed >= GOOD_LINE_MS) this.#backoff.reset();
    this.#line = null;
    this.#openSince = null;
    this.#mirror.started.delete('check');
    const badTicket = ticket !== null && welcomed === null && end.code !== REPLACED;
    if (FATAL_CLOSES.has(end.code) && !badTicket) {
      this.#stop(end);
      return;
    }
    // A ticket that is no longer good must not keep a customer out for good.
    if (FATAL_CLOSES.has(end.code)) this.#dropTicket();
    const delay = this.#backoff.next();
    this.#logger.debug({ code: end.code, error: end.error?.code, delay }, 'the line was lost');
    this.#mirror.store.patch({ connection: this.#wasOpen ? 'reconnecting' : 'connecting' });
    this.#commands.lineDown();
    this.#cancelRetry = this.#clock.after(delay, () => this.#connect());
  }

  #stop(end: LineEnd): void {
    const error = end.error ?? new RemError('unavailable').toWire();
    this.#mirror.started.clear();
    this.#mirror.store.patch({ connection: 'closed', closedBecause: error });
    this.#commands.abandon(RemError.fromWire(error));
  }

  #dropTicket(): void {
    this.#tickets.clear();
    this.#mirror.clearSession();
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === 'welcome') this.#welcome(frame);
    else if (frame.type === 'reply') this.#reply(frame);
    else this.#mirror.receive(frame);
  }

  #welcome(frame: ServerFrameOf<'welcome'>): void {
    const again = this.#wasOpen;
    this.#wasOpen = true;
    this.#openSince = this.#clock.now();
    this.#mirror.store.patch({
      connection: 'open',
      clockOffset: frame.now - this.#clock.now(),
      iceServers: frame.iceServers,
    });
    this.#commands.lineUp((command) => this.#line?.send(command));
    this.#mirror.events.emit('open', { again });
  }

  #reply(frame: ServerFrameOf<'reply'>): void {
    if (frame.id === this.#helloId) {
      this.#helloAnswered(frame);
      return;
    }
    // Kept before anybody is told: a page that is reloaded in this moment still finds its session.
    if (frame.ok && this.#options.as === 'customer') this.#keepTicket(frame.data);
    this.#commands.reply(frame);
  }

  #keepTicket(data: unknown): void {
    if (typeof data !== 'object' || data === null || !('ticket' in data)) return;
    if (typeof data.ticket === 'string') this.#tickets.set(data.ticket);
  }

  #helloAnswered(frame: ServerFrameOf<'reply'>): void {
    // What a moment cures is cured by the reconnect after the close that follows.
    if (frame.ok || frame.error.retryable) return;
    this.#logger.warn({ error: frame.error.code }, 'hello was refused');
    this.#line?.close();
    this.#line = null;
    if (this.#options.as === 'customer' && this.#tickets.get() !== null) {
      this.#dropTicket();
      this.#connect();
    } else {
      this.#stop({ code: 0, error: frame.error });
    }
  }
}

/** Opens a page's line to the server; it connects at once and stays until `close()`. */
export function createLiveClient(options: LiveClientOptions): LiveClient {
  return new ReconnectingClient(options);
}

/** The live endpoint of the server that a page came from. */
export function liveUrl(location: Pick<Location, 'protocol' | 'host'>): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${livePath}`;
}
