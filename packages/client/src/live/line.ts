import type { CancelTimer, Clock } from '@rem/kit';
import { closeCodes, errorCatalogue, type ServerFrame, serverFrame, type WireError } from '@rem/protocol';
import type { ClientLogger, SocketConstructor, SocketLike } from './types.ts';

/** How long TCP, TLS, upgrade and welcome may take together, in ms. */
export const WELCOME_LIMIT_MS = 10_000;
/** A line on which nothing came for this many heartbeats is dead. */
export const MISSED_HEARTBEATS = 2;

/** How a line ended. */
export interface LineEnd {
  readonly code: number;
  /** What the server said of it, or what its close code means; null for a plain loss. */
  readonly error: WireError | null;
}

export interface LineOptions {
  readonly url: string;
  readonly WebSocket: SocketConstructor;
  readonly clock: Clock;
  readonly logger: ClientLogger;
  /** The first frame. */
  readonly hello: object;
  readonly onFrame: (frame: ServerFrame) => void;
  /** Called exactly once, unless `close()` came first. */
  readonly onEnd: (end: LineEnd) => void;
}

/** What a close code of ours means, for servers that had no time to say `bye`. */
function errorOfClose(code: number): WireError | null {
  for (const [name, row] of Object.entries(errorCatalogue)) {
    if (!('close' in row) || row.close !== code) continue;
    // Object.entries loses the key type; the first row with a code is the general one.
    return { code: name as keyof typeof errorCatalogue, message: row.message, retryable: row.retryable };
  }
  return null;
}

/** One WebSocket from hello to its end: parses, answers pings, and notices when the other end is gone. */
export class Line {
  readonly #options: LineOptions;
  readonly #socket: SocketLike;
  #ended = false;
  #bye: WireError | null = null;
  #heartbeat: number | null = null;
  #cancelWatch: CancelTimer = () => {};

  constructor(options: LineOptions) {
    this.#options = options;
    this.#socket = new options.WebSocket(options.url);
    this.#watch(WELCOME_LIMIT_MS, 'no welcome');
    this.#socket.onopen = () => this.send(options.hello);
    this.#socket.onmessage = (event: { data: unknown }) => this.#receive(event.data);
    this.#socket.onclose = (event: { code: number }) => this.#end(event.code);
    // The close event that follows says all there is to say.
    this.#socket.onerror = () => {};
  }

  send(frame: object): void {
    if (!this.#ended) this.#socket.send(JSON.stringify(frame));
  }

  /** Ends it from here, without a word to `onEnd`. Idempotent. */
  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelWatch();
    this.#socket.close(closeCodes.normal);
  }

  #receive(data: unknown): void {
    if (this.#ended) return;
    if (this.#heartbeat !== null) this.#watch(this.#heartbeat * MISSED_HEARTBEATS, 'no sign of life');
    const frame = this.#parse(data);
    if (!frame) return;
    if (frame.type === 'ping') this.send({ type: 'pong', at: frame.at });
    if (frame.type === 'bye') this.#bye = frame.error;
    if (frame.type === 'welcome') {
      this.#heartbeat = frame.heartbeat;
      this.#watch(this.#heartbeat * MISSED_HEARTBEATS, 'no sign of life');
    }
    this.#options.onFrame(frame);
  }

  /** Frames of a newer server that this program does not know are left aside, so that old pages keep working. */
  #parse(data: unknown): ServerFrame | null {
    let json: unknown;
    try {
      json = JSON.parse(String(data));
    } catch {
      this.#options.logger.warn({}, 'a frame that is not JSON was ignored');
      return null;
    }
    const parsed = serverFrame.safeParse(json);
    if (parsed.success) return parsed.data;
    const type = typeof json === 'object' && json !== null && 'type' in json ? json.type : null;
    this.#options.logger.warn({ type, issues: parsed.error.issues.slice(0, 3) }, 'a frame was ignored');
    return null;
  }

  #watch(ms: number, reason: string): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#options.clock.after(ms, () => {
      this.#options.logger.debug({ reason }, 'the line is dead');
      this.#socket.close(closeCodes.normal);
      this.#end(ABNORMAL);
    });
  }

  #end(code: number): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelWatch();
    this.#options.onEnd({ code, error: this.#bye ?? errorOfClose(code) });
  }
}

/** RFC 6455 §7.4.1: the connection was lost without a close frame. */
const ABNORMAL = 1006;
