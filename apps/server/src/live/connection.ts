import { randomUUID } from 'node:crypto';
import type { CancelTimer, Clock } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import {
  type ClientFrame,
  type ClientFrameOf,
  clientFrame,
  closeCodes,
  errorCatalogue,
  frameLimit,
  frameRights,
  hasRight,
  RemError,
  type ServerFrame,
} from '@rem/protocol';
import type { WebSocket } from 'ws';
import { CommandLanes } from './lanes.ts';
import type { Channel, Command, Side } from './side.ts';
import { TokenBucket } from './token-bucket.ts';

/** `hello` must come within this, ms. */
const HELLO_MS = 5_000;
/** Pings without an answer after which a connection counts as dead. */
const MOST_MISSED = 3;
/** Bytes that may wait for a slow client before it is dropped. */
const MOST_BUFFERED = 1024 * 1024;
/** Frames a second, and at once after a quiet time. */
const FRAMES = { rate: 50, burst: 200 };
/** A client that does not answer our close is cut off after this, ms. */
const CLOSE_MS = 2_000;

export interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Finds out who it is and makes their side. Rejects with a `RemError`: then the connection ends. */
  readonly greet: (hello: ClientFrameOf<'hello'>, channel: Channel) => Promise<Side>;
  /** Sent before the reply to hello. */
  readonly welcome: () => ServerFrame;
  readonly onClosed: () => void;
}

/** One WebSocket: limits, parsing, rights, replies, life signs. What frames mean is known to its side alone. */
export class Connection implements Channel {
  readonly id = randomUUID();
  readonly openedAt: number;
  readonly #options: ConnectionOptions;
  readonly #bucket: TokenBucket;
  readonly #lanes = new CommandLanes();
  #side: Side | undefined;
  #greeted = false;
  #missed = 0;
  #ended = false;
  #cancelTimer: CancelTimer;

  constructor(options: ConnectionOptions) {
    const { socket, clock } = options;
    this.#options = options;
    this.openedAt = clock.now();
    this.#bucket = new TokenBucket(FRAMES.rate, FRAMES.burst, this.openedAt);
    this.#cancelTimer = clock.after(HELLO_MS, () =>
      this.end(new RemError('hello_expected', 'none came in time')),
    );
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#receive(data, isBinary));
    socket.once('close', (code: number) => this.#closed(code));
  }

  get side(): Side | undefined {
    return this.#side;
  }

  send(frame: ServerFrame): void {
    if (!this.#ended) this.sendText(JSON.stringify(frame));
  }

  sendText(frame: string): void {
    const { socket } = this.#options;
    if (this.#ended || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MOST_BUFFERED) this.end(new RemError('too_slow'));
    else socket.send(frame);
  }

  end(error: RemError): void {
    if (this.#ended) return;
    const { socket, logger } = this.#options;
    if (socket.readyState === socket.OPEN) {
      socket.send(JSON.stringify({ type: 'bye', error: error.toWire() } satisfies ServerFrame));
    }
    this.#ended = true;
    logger.debug({ connection: this.id, error: error.code, detail: error.detail }, 'connection ended');
    const { close = errorCatalogue.internal.close } = error.definition;
    this.#close(close, error.code);
  }

  fail(thrown: unknown): void {
    const error = RemError.from(thrown);
    if (error.code === 'internal') {
      this.#options.logger.error({ err: error.cause ?? error, connection: this.id }, 'a connection failed');
    }
    // Whatever it was, the page is shown the truth after it reconnected.
    this.end(error.retryable && error.definition.close !== undefined ? error : new RemError('unavailable'));
  }

  /** One more interval has passed: a ping goes out, unless those before stayed without an answer. */
  ping(text: string): void {
    if (this.#missed >= MOST_MISSED) {
      this.#options.logger.debug({ connection: this.id }, 'connection dead');
      this.#ended = true;
      this.#options.socket.terminate();
      return;
    }
    if (!this.#side) return;
    this.#missed += 1;
    this.sendText(text);
  }

  #close(code: number, reason: string): void {
    const { socket, clock } = this.#options;
    this.#cancelTimer();
    socket.close(code, reason);
    this.#cancelTimer = clock.after(CLOSE_MS, () => socket.terminate());
  }

  #closed(code: number): void {
    this.#ended = true;
    this.#cancelTimer();
    this.#lanes.close();
    this.#side?.close();
    if (code !== closeCodes.normal && code !== closeCodes.goingAway) {
      this.#options.logger.debug({ connection: this.id, close: code }, 'connection closed');
    }
    this.#options.onClosed();
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.#ended) return;
    if (!this.#bucket.take(this.#options.clock.now())) {
      this.end(new RemError('rate_limited'));
      return;
    }
    if (data.length > frameLimit) {
      this.end(new RemError('too_large', `at most ${frameLimit} bytes`));
      return;
    }
    const frame = isBinary ? null : this.#parse(data);
    if (frame) this.#take(frame);
    else if (isBinary) this.end(new RemError('bad_frame', 'expected text'));
  }

  /** Null when it was answered already: in a reply where it has a number to reply to, else with the end. */
  #parse(data: Buffer): ClientFrame | null {
    let json: unknown;
    try {
      json = JSON.parse(data.toString('utf8'));
    } catch {
      this.end(new RemError('bad_frame', 'expected JSON'));
      return null;
    }
    const parsed = clientFrame.safeParse(json);
    if (parsed.success) return parsed.data;
    const error = RemError.fromZod('bad_frame', parsed.error, 'frame');
    const id = numberOf(json);
    if (id === null || !this.#greeted) this.end(error);
    else this.#refuse(id, error);
    return null;
  }

  #take(frame: ClientFrame): void {
    if (frame.type === 'pong') {
      this.#missed = 0;
      return;
    }
    if (frame.type === 'hello') {
      if (this.#greeted) this.#refuse(frame.id, new RemError('wrong_state', 'hello was said'));
      else this.#greet(frame);
      return;
    }
    if (!this.#greeted) {
      this.end(new RemError('hello_expected'));
      return;
    }
    this.#lanes.run(frame.type, () => this.#execute(frame));
  }

  #greet(hello: ClientFrameOf<'hello'>): void {
    this.#greeted = true;
    this.#cancelTimer();
    // What is sent right behind the hello waits until it is answered.
    this.#lanes.first(async () => {
      try {
        const side = await this.#options.greet(hello, this);
        if (this.#ended) {
          side.close();
          return;
        }
        this.#side = side;
        this.send(this.#options.welcome());
        this.send({ type: 'reply', id: hello.id, ok: true });
        await side.start();
      } catch (thrown) {
        const error = RemError.from(thrown);
        if (error.code === 'internal') this.#logInternal(error, 'hello');
        if (!this.#side) this.#refuse(hello.id, error);
        this.end(error.definition.close === undefined ? new RemError('forbidden', error.detail) : error);
      }
    });
  }

  async #execute(frame: Command): Promise<void> {
    if (this.#ended || !this.#side) return;
    try {
      const data = await this.#handle(this.#side, frame);
      this.send({ type: 'reply', id: frame.id, ok: true, ...(data !== undefined && { data }) });
    } catch (thrown) {
      const error = RemError.from(thrown);
      if (error.code === 'internal') this.#logInternal(error, frame.type);
      this.#refuse(frame.id, error);
    }
  }

  async #handle(side: Side, frame: Command): Promise<unknown> {
    if (!hasRight(side.roles, frameRights[frame.type])) throw new RemError('forbidden');
    // The table ties each type to its handler; looking up by a type known only at run time loses that.
    const handler = side.handlers[frame.type] as ((frame: Command) => Promise<unknown>) | undefined;
    if (!handler) throw new RemError('forbidden', `${frame.type} is not for this page`);
    return handler(frame);
  }

  #refuse(id: number, error: RemError): void {
    this.send({ type: 'reply', id, ok: false, error: error.toWire() });
  }

  #logInternal(error: RemError, type: string): void {
    this.#options.logger.error({ err: error.cause ?? error, connection: this.id, type }, 'a command failed');
  }
}

function numberOf(json: unknown): number | null {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : null;
  return typeof id === 'number' && Number.isInteger(id) && id >= 0 ? id : null;
}
