import { connect } from 'node:net';
import {
  Backoff,
  type CancelTimer,
  type Clock,
  Emitter,
  exhaustive,
  systemClock,
  type Unsubscribe,
} from '@rem/kit';
import type {
  IceCandidate,
  MediaEngine,
  MediaEngineEvents,
  MediaEngineLoad,
  MediaLink,
  ParticipantKind,
  ParticipantRef,
  Recording,
} from '../engine.ts';
import { MediaError } from '../errors.ts';
import type { MediaLogger } from '../logger.ts';
import { LineSocket } from './lines.ts';
import {
  type CallName,
  type CallParams,
  type CallResult,
  calls,
  type EngineFrame,
  engineFrame,
} from './wire.ts';

export interface EmbeddedEngineOptions {
  /** Where the engine process listens: see `mediaSocketPath`. */
  readonly socketPath: string;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  readonly logger?: MediaLogger;
  /** Time limit of one call in ms, a reconnection in between included; default 5,000. */
  readonly timeoutMs?: number;
}

interface PendingCall {
  readonly name: CallName;
  readonly params: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: MediaError) => void;
  readonly cancelTimer: CancelTimer;
  sent: boolean;
}

/** Recordings close their files first, which takes as long as the disk needs. */
const SLOW_CALLS: Partial<Record<CallName, number>> = { 'recording:stop': 30_000 };

/** The adapter to the engine process of ours. Its rooms outlive this object and this process. */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): MediaEngine {
  return new EmbeddedEngine(options);
}

/**
 * INVARIANTS
 * - `down` is emitted when no engine answers at the socket, or when another process answers than before; a
 *   connection that breaks and comes back to the same process is nobody's business but this class's.
 * - Calls made while the connection is being made again wait for it; while the engine is down they reject at once.
 */
class EmbeddedEngine implements MediaEngine {
  readonly kind = 'embedded';
  readonly #options: EmbeddedEngineOptions;
  readonly #clock: Clock;
  readonly #events: Emitter<MediaEngineEvents>;
  readonly #backoff = new Backoff({ first: 50, longest: 1_000 });
  readonly #calls = new Map<number, PendingCall>();
  #state: 'new' | 'connecting' | 'connected' | 'closed' = 'new';
  #ready = false;
  #socket: LineSocket | undefined;
  #instance: string | undefined;
  #nextId = 1;
  #cancelRetry: CancelTimer | undefined;
  #cancelGreeting: CancelTimer | undefined;

  constructor(options: EmbeddedEngineOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#events = new Emitter((error) =>
      options.logger?.error({ err: error }, 'a listener of the media engine failed'),
    );
  }

  get ready(): boolean {
    return this.#ready;
  }

  on<K extends keyof MediaEngineEvents>(
    name: K,
    listener: (...args: MediaEngineEvents[K]) => void,
  ): Unsubscribe {
    return this.#events.on(name, listener);
  }

  start(): void {
    if (this.#state === 'new') this.#connect();
  }

  async rooms(): Promise<readonly string[]> {
    return this.#call('rooms:list', {});
  }

  async createRoom(roomId: string): Promise<void> {
    await this.#call('room:create', { roomId });
  }

  async closeRoom(roomId: string): Promise<void> {
    await this.#call('room:close', { roomId });
  }

  async join(ref: ParticipantRef, kind: ParticipantKind): Promise<void> {
    await this.#call('participant:join', { ref, kind });
  }

  async leave(ref: ParticipantRef): Promise<void> {
    await this.#call('participant:leave', { ref });
  }

  async publish(ref: ParticipantRef, offerSdp: string): Promise<string> {
    return this.#call('link:publish', { ref, sdp: offerSdp });
  }

  async answer(ref: ParticipantRef, negotiation: number, answerSdp: string): Promise<void> {
    await this.#call('link:answer', { ref, negotiation, sdp: answerSdp });
  }

  async addCandidate(ref: ParticipantRef, link: MediaLink, candidate: IceCandidate | null): Promise<void> {
    await this.#call('link:candidate', { ref, link, candidate });
  }

  async resubscribe(ref: ParticipantRef): Promise<void> {
    await this.#call('link:resubscribe', { ref });
  }

  async requestKeyframe(ref: ParticipantRef): Promise<void> {
    await this.#call('link:keyframe', { ref });
  }

  async setHeld(roomId: string, held: boolean): Promise<void> {
    await this.#call('room:hold', { roomId, held });
  }

  async startRecording(roomId: string, directory: string): Promise<void> {
    await this.#call('recording:start', { roomId, directory });
  }

  async stopRecording(roomId: string): Promise<Recording> {
    return this.#call('recording:stop', { roomId });
  }

  async load(): Promise<MediaEngineLoad> {
    return this.#call('load:read', {});
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#ready = false;
    this.#cancelRetry?.();
    this.#cancelGreeting?.();
    this.#socket?.end();
    this.#socket = undefined;
    this.#rejectCalls(new MediaError('engine_down', 'the adapter was closed'), 'all');
    this.#events.clear();
  }

  #call<K extends CallName>(name: K, params: CallParams<K>): Promise<CallResult<K>> {
    const { promise, resolve, reject } = Promise.withResolvers<CallResult<K>>();
    if (this.#state === 'closed' || this.#state === 'new' || (this.#state === 'connecting' && !this.#ready)) {
      reject(new MediaError('engine_down', 'the media engine cannot be reached'));
      return promise;
    }
    const id = this.#nextId++;
    const limit = Math.max(this.#options.timeoutMs ?? 5_000, SLOW_CALLS[name] ?? 0);
    const cancelTimer = this.#clock.after(limit, () => {
      this.#calls.delete(id);
      reject(new MediaError('timeout', `the media engine did not answer ${name} within ${limit} ms`));
    });
    const call: PendingCall = {
      name,
      params,
      cancelTimer,
      reject,
      sent: false,
      resolve: (result) => {
        const parsed = calls[name].result.safeParse(result);
        // The schema that was just applied is the one that CallResult<K> is derived from.
        if (parsed.success) resolve(parsed.data as CallResult<K>);
        else
          reject(
            new MediaError('engine_error', `${name}: an answer that makes no sense`, { cause: parsed.error }),
          );
      },
    };
    this.#calls.set(id, call);
    if (this.#state === 'connected') this.#send(id, call);
    return promise;
  }

  #send(id: number, call: PendingCall): void {
    call.sent = true;
    this.#socket?.send({ type: 'request', id, call: call.name, params: call.params });
  }

  #connect(): void {
    this.#state = 'connecting';
    const socket = new LineSocket(connect({ path: this.#options.socketPath }), {
      line: (text) => {
        if (this.#socket === socket) this.#receive(socket, text);
      },
      closed: (reason) => {
        if (this.#socket === socket) this.#lost(reason);
      },
    });
    this.#socket = socket;
    this.#cancelGreeting = this.#clock.after(this.#options.timeoutMs ?? 5_000, () => {
      socket.destroy('the engine does not greet');
    });
  }

  #receive(socket: LineSocket, text: string): void {
    let frame: EngineFrame;
    try {
      frame = engineFrame.parse(JSON.parse(text));
    } catch (error) {
      this.#options.logger?.error({ err: error }, 'the media engine sent what cannot be read');
      socket.destroy('a frame that cannot be read');
      return;
    }
    this.#dispatch(frame);
  }

  #dispatch(frame: EngineFrame): void {
    switch (frame.type) {
      case 'hello':
        this.#greeted(frame.instance);
        break;
      case 'replaced':
        this.#replaced();
        break;
      case 'result':
        this.#settle(frame.id)?.resolve(frame.result);
        break;
      case 'error':
        this.#settle(frame.id)?.reject(new MediaError(frame.code, frame.message));
        break;
      case 'offer':
        this.#events.emit('offer', frame.ref, frame.negotiation, frame.sdp);
        break;
      case 'link':
        this.#events.emit('link', frame.ref, frame.link, frame.state);
        break;
      default:
        exhaustive(frame);
    }
  }

  #greeted(instance: string): void {
    this.#cancelGreeting?.();
    const replaced = this.#instance !== undefined && this.#instance !== instance;
    this.#instance = instance;
    if (replaced) this.#goDown('the media engine was replaced');
    this.#state = 'connected';
    this.#backoff.reset();
    for (const [id, call] of this.#calls) this.#send(id, call);
    if (this.#ready) return;
    this.#ready = true;
    this.#options.logger?.info({ instance }, 'media engine up');
    this.#events.emit('up');
  }

  /** Two adapters that take the engine from each other in turn would help nobody: the older one gives up. */
  #replaced(): void {
    this.#options.logger?.error({}, 'another server took over the media engine');
    this.#goDown('another server took over the media engine');
    this.#state = 'closed';
    this.#socket?.end();
    this.#socket = undefined;
  }

  #lost(reason: string): void {
    const wasConnected = this.#state === 'connected';
    this.#cancelGreeting?.();
    this.#socket = undefined;
    this.#state = 'connecting';
    this.#rejectCalls(
      new MediaError('engine_down', `the connection to the media engine broke: ${reason}`),
      'sent',
    );
    if (wasConnected) this.#options.logger?.warn({ reason }, 'the connection to the media engine broke');
    else this.#goDown(reason);
    this.#cancelRetry = this.#clock.after(this.#backoff.next(), () => this.#connect());
  }

  #goDown(reason: string): void {
    this.#rejectCalls(new MediaError('engine_down', reason), 'all');
    if (!this.#ready) return;
    this.#ready = false;
    this.#options.logger?.warn({ reason }, 'media engine down');
    this.#events.emit('down', reason);
  }

  #settle(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    call?.cancelTimer();
    this.#calls.delete(id);
    return call;
  }

  #rejectCalls(error: MediaError, which: 'sent' | 'all'): void {
    for (const [id, call] of this.#calls) {
      if (which === 'all' || call.sent) this.#settle(id)?.reject(error);
    }
  }
}
