import { randomUUID } from 'node:crypto';
import { Backoff, type CancelTimer, type Clock, Emitter, type Unsubscribe } from '@rem/kit';
import { WebSocket } from 'ws';
import { MediaError } from '../errors.ts';
import type { MediaLogger } from '../logger.ts';
import { type JanusMessage, janusErrors, janusMessage, pluginError } from './messages.ts';

export interface JanusConnectionOptions {
  /** `ws://127.0.0.1:8188` */
  readonly url: string;
  readonly apiSecret: string;
  readonly clock: Clock;
  readonly logger: MediaLogger | undefined;
  /** Time limit of one request in ms. */
  readonly timeoutMs: number;
  /** A session of another process that ended, to be claimed. */
  readonly session?: number | undefined;
}

export interface JanusConnectionEvents {
  /** There is a session: a new one, or (`resumed`) the one that was given at the start, with all its handles. */
  up: [resumed: boolean];
  down: [reason: string];
  /** Anything about a handle that answers no request. */
  event: [handle: number, message: JanusMessage];
}

export interface JanusRequest {
  readonly janus: string;
  readonly handle?: number | undefined;
  /** What goes into the message beside that. */
  readonly more?: object;
}

interface Pending {
  readonly settle: (message: JanusMessage) => void;
  readonly fail: (error: MediaError) => void;
}

/** Under half of Janus' `session_timeout`, in ms. */
const KEEPALIVE_INTERVAL = 20_000;

/** An error that Janus or its plugin answered with. */
export class JanusRefusal extends Error {
  override readonly name = 'JanusRefusal';
  readonly code: number;

  constructor(code: number, reason: string) {
    super(reason);
    this.code = code;
  }
}

/**
 * One session at one Janus. A connection that breaks is made again and the session claimed back, with everything in
 * it; only when Janus does not know it any more, or does not answer, is the session over (`down`).
 */
export class JanusConnection {
  readonly #options: JanusConnectionOptions;
  readonly #events: Emitter<JanusConnectionEvents>;
  readonly #backoff = new Backoff({ first: 50, longest: 1_000 });
  readonly #pending = new Map<string, Pending>();
  #socket: WebSocket | undefined;
  #session: number | undefined;
  /** Requests wait for this while the connection is made again. */
  #open = Promise.withResolvers<void>();
  #isOpen = false;
  #up = false;
  #closed = false;
  #cancelRetry: CancelTimer | undefined;
  #cancelKeepalive: CancelTimer | undefined;

  constructor(options: JanusConnectionOptions) {
    this.#options = options;
    this.#session = options.session;
    this.#open.promise.catch(() => {});
    this.#events = new Emitter((error) =>
      options.logger?.error({ err: error }, 'a listener of Janus failed'),
    );
  }

  get up(): boolean {
    return this.#up;
  }

  /** The session's id: who knows it can claim the session. */
  get session(): number | undefined {
    return this.#session;
  }

  on<K extends keyof JanusConnectionEvents>(
    name: K,
    listener: (...args: JanusConnectionEvents[K]) => void,
  ): Unsubscribe {
    return this.#events.on(name, listener);
  }

  start(): void {
    if (!this.#socket && !this.#closed) this.#connect();
  }

  /**
   * @returns the message that ends the request: `success`, `ack` of what has no other answer, or the plugin's event
   * @throws JanusRefusal | MediaError
   */
  async request(request: JanusRequest): Promise<JanusMessage> {
    if (!this.#up) throw new MediaError('engine_down', 'Janus cannot be reached');
    const limit = this.#limit(request.janus);
    try {
      await Promise.race([this.#open.promise, limit.promise]);
      return await Promise.race([this.#send(request), limit.promise]);
    } finally {
      limit.cancel();
    }
  }

  /** Ends the connection; the session stays in Janus until its time is over. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#up = false;
    this.#cancelRetry?.();
    this.#cancelKeepalive?.();
    this.#failPending(new MediaError('engine_down', 'the adapter was closed'));
    this.#open.reject(new MediaError('engine_down', 'the adapter was closed'));
    this.#events.clear();
    this.#socket?.terminate();
  }

  #limit(what: string): { promise: Promise<never>; cancel: CancelTimer } {
    const { timeoutMs, clock } = this.#options;
    const { promise, reject } = Promise.withResolvers<never>();
    const cancel = clock.after(timeoutMs, () => {
      reject(new MediaError('timeout', `Janus did not answer ${what} within ${timeoutMs} ms`));
    });
    return { promise, cancel };
  }

  async #send({ janus, handle, more }: JanusRequest): Promise<JanusMessage> {
    const transaction = randomUUID();
    const { promise, resolve, reject } = Promise.withResolvers<JanusMessage>();
    // A plugin's work is acknowledged first and answered by an event later; all else is answered once.
    const acknowledged = janus === 'message';
    this.#pending.set(transaction, {
      settle: (message) => {
        if (message.janus === 'ack' && acknowledged) return;
        this.#pending.delete(transaction);
        const refusal = refusalOf(message);
        if (refusal) reject(refusal);
        else resolve(message);
      },
      fail: reject,
    });
    this.#socket?.send(
      JSON.stringify({
        ...more,
        janus,
        transaction,
        apisecret: this.#options.apiSecret,
        ...(this.#session === undefined ? {} : { session_id: this.#session }),
        ...(handle === undefined ? {} : { handle_id: handle }),
      }),
    );
    return promise.finally(() => this.#pending.delete(transaction));
  }

  #connect(): void {
    const socket = new WebSocket(this.#options.url, 'janus-protocol', {
      handshakeTimeout: this.#options.timeoutMs,
      maxPayload: 1024 * 1024,
    });
    this.#socket = socket;
    let reason = 'the connection ended';
    socket.on('error', (error) => {
      reason = error.message;
    });
    socket.on('message', (data) => {
      if (this.#socket === socket) this.#receive(String(data));
    });
    socket.on('close', () => {
      if (this.#socket === socket) this.#lost(reason);
    });
    socket.on('open', () => {
      this.#enter().catch((error: unknown) => {
        reason = error instanceof Error ? error.message : String(error);
        socket.terminate();
      });
    });
  }

  /** Claims the session that was, or creates one. */
  async #enter(): Promise<void> {
    const limit = this.#limit('a session');
    let resumed = true;
    try {
      if (!(await Promise.race([this.#claim(), limit.promise]))) {
        resumed = false;
        if (this.#up) this.#goDown('Janus lost the session');
        this.#session = undefined;
        const created = await Promise.race([this.#send({ janus: 'create' }), limit.promise]);
        this.#session = created.data?.id;
      }
    } finally {
      limit.cancel();
    }
    this.#backoff.reset();
    this.#keepAlive();
    this.#isOpen = true;
    this.#open.resolve();
    if (this.#up) return;
    this.#up = true;
    this.#options.logger?.info({ url: this.#options.url }, 'Janus up');
    this.#events.emit('up', resumed);
  }

  async #claim(): Promise<boolean> {
    if (this.#session === undefined) return false;
    try {
      await this.#send({ janus: 'claim' });
      return true;
    } catch (error) {
      if (error instanceof JanusRefusal && error.code === janusErrors.noSuchSession) return false;
      throw error;
    }
  }

  #keepAlive(): void {
    this.#cancelKeepalive?.();
    this.#cancelKeepalive = this.#options.clock.after(KEEPALIVE_INTERVAL, () => {
      this.#keepAlive();
      this.request({ janus: 'keepalive' }).catch(() => this.#socket?.terminate());
    });
  }

  #receive(text: string): void {
    let message: JanusMessage;
    try {
      message = janusMessage.parse(JSON.parse(text));
    } catch (error) {
      this.#options.logger?.error({ err: error }, 'Janus sent what cannot be read');
      return;
    }
    if (message.transaction !== undefined) {
      this.#pending.get(message.transaction)?.settle(message);
    } else if (message.janus === 'timeout' && message.session_id === this.#session) {
      this.#socket?.terminate();
    } else if (message.sender !== undefined) {
      this.#events.emit('event', message.sender, message);
    }
  }

  #lost(reason: string): void {
    this.#cancelKeepalive?.();
    this.#failPending(new MediaError('engine_down', `the connection to Janus broke: ${reason}`));
    if (this.#closed) return;
    if (this.#isOpen) {
      this.#options.logger?.warn({ reason }, 'the connection to Janus broke');
      this.#reopen();
    } else {
      this.#goDown(reason);
    }
    this.#cancelRetry = this.#options.clock.after(this.#backoff.next(), () => this.#connect());
  }

  #reopen(): void {
    this.#isOpen = false;
    this.#open = Promise.withResolvers<void>();
    this.#open.promise.catch(() => {});
  }

  #goDown(reason: string): void {
    this.#session = undefined;
    if (!this.#up) return;
    this.#up = false;
    this.#open.reject(new MediaError('engine_down', reason));
    this.#reopen();
    this.#options.logger?.warn({ reason }, 'Janus down');
    this.#events.emit('down', reason);
  }

  #failPending(error: MediaError): void {
    for (const { fail } of [...this.#pending.values()]) fail(error);
    this.#pending.clear();
  }
}

function refusalOf(message: JanusMessage): JanusRefusal | undefined {
  if (message.error) return new JanusRefusal(message.error.code, message.error.reason);
  const inside = pluginError.safeParse(message.plugindata?.data);
  return inside.success ? new JanusRefusal(inside.data.error_code, inside.data.error) : undefined;
}
