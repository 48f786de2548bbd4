import { randomUUID } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { CancelTimer, Clock } from '@rem/kit';
import { MediaError } from '../../errors.ts';
import type { MediaLogger } from '../../logger.ts';
import { LineSocket } from '../lines.ts';
import { type CallName, calls, type EngineFrame, requestFrame, WIRE_VERSION } from '../wire.ts';
import type { Rooms } from './rooms.ts';

export interface EngineServerOptions {
  readonly socketPath: string;
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly logger: MediaLogger;
  /** Rooms are closed when no adapter has been connected for this long, in ms. */
  readonly unclaimedMs: number;
}

/** Serves one adapter at a time on a local socket; a new one takes the place of the one before. */
export class EngineServer {
  readonly #options: EngineServerOptions;
  readonly #instance = randomUUID();
  readonly #server: Server;
  readonly #off: (() => void)[];
  #adapter: LineSocket | undefined;
  #cancelUnclaimed: CancelTimer | undefined;

  constructor(options: EngineServerOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#accept(socket));
    this.#off = [
      options.rooms.on('offer', (ref, negotiation, sdp) =>
        this.#send({ type: 'offer', ref, negotiation, sdp }),
      ),
      options.rooms.on('link', (ref, link, state) => this.#send({ type: 'link', ref, link, state })),
    ];
  }

  /** @throws when another engine answers at the socket, or it cannot be made */
  async listen(): Promise<void> {
    const { socketPath } = this.#options;
    if (await answers(socketPath)) throw new Error(`another media engine runs at ${socketPath}`);
    // What a killed engine left.
    rmSync(socketPath, { force: true });
    const before = process.umask(0o177);
    try {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      this.#server.once('error', reject);
      this.#server.listen(socketPath, resolve);
      await promise;
    } finally {
      process.umask(before);
    }
    chmodSync(socketPath, 0o600);
    this.#awaitClaim();
  }

  async close(): Promise<void> {
    for (const off of this.#off) off();
    this.#cancelUnclaimed?.();
    this.#adapter?.end();
    this.#adapter = undefined;
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #accept(socket: Socket): void {
    const previous = this.#adapter;
    const adapter = new LineSocket(socket, {
      line: (text) => {
        if (this.#adapter === adapter) void this.#receive(adapter, text);
      },
      closed: (reason) => this.#lost(adapter, reason),
    });
    this.#adapter = adapter;
    this.#cancelUnclaimed?.();
    if (previous) {
      previous.send({ type: 'replaced' } satisfies EngineFrame);
      previous.end();
    }
    this.#options.logger.info({ rooms: this.#options.rooms.count }, 'adapter connected');
    this.#send({ type: 'hello', version: WIRE_VERSION, instance: this.#instance });
    this.#options.rooms.retell();
  }

  #lost(adapter: LineSocket, reason: string): void {
    if (this.#adapter !== adapter) return;
    this.#adapter = undefined;
    this.#options.logger.info({ reason }, 'adapter gone; rooms stay');
    this.#awaitClaim();
  }

  #awaitClaim(): void {
    this.#cancelUnclaimed?.();
    this.#cancelUnclaimed = this.#options.clock.after(this.#options.unclaimedMs, () => {
      if (this.#options.rooms.count === 0) return;
      this.#options.logger.warn(
        { rooms: this.#options.rooms.count },
        'nobody claimed the rooms: closing them',
      );
      void this.#options.rooms.closeAll();
    });
  }

  async #receive(adapter: LineSocket, text: string): Promise<void> {
    let frame: ReturnType<typeof requestFrame.parse>;
    try {
      frame = requestFrame.parse(JSON.parse(text));
    } catch (error) {
      this.#options.logger.error({ err: error }, 'the adapter sent what cannot be read');
      adapter.destroy('a frame that cannot be read');
      return;
    }
    try {
      const result = await this.#call(frame.call, frame.params);
      adapter.send({ type: 'result', id: frame.id, result } satisfies EngineFrame);
    } catch (error) {
      const { code, message } = MediaError.from(error);
      this.#options.logger.debug({ call: frame.call, err: error }, 'a call was refused');
      adapter.send({ type: 'error', id: frame.id, code, message } satisfies EngineFrame);
    }
  }

  #call(name: CallName, params: unknown): Promise<unknown> {
    const parsed = calls[name].params.safeParse(params);
    if (!parsed.success) throw new MediaError('engine_error', `${name}: parameters that make no sense`);
    // `parsed` comes from the schema of this very call, which the compiler cannot tie to `name`.
    return this.#options.rooms.call(name, parsed.data as never);
  }

  #send(frame: EngineFrame): void {
    this.#adapter?.send(frame);
  }
}

function answers(socketPath: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ path: socketPath });
  socket.once('connect', () => {
    socket.destroy();
    resolve(true);
  });
  socket.once('error', () => resolve(false));
  return promise;
}
