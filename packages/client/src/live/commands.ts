import type { CancelTimer, Clock } from '@rem/kit';
import {
  type ClientFrameType,
  type Command,
  type ErrorCode,
  RemError,
  replies,
  type ServerFrameOf,
} from '@rem/protocol';

/** How long a command waits for a lost line, in ms. */
export const WAIT_FOR_LINE_MS = 10_000;
/** How long after `unavailable` a command that may be repeated is sent again, in ms; for as long as it would wait for a line. */
const AGAIN_MS = 300;
/** How long a reply may take on an open line, in ms. */
export const REPLY_LIMIT_MS = 15_000;

/**
 * Commands that do no harm when the server gets them twice: because they carry an id of their own, or because they
 * say how things shall be and not what shall change. They wait for a lost line and are sent again after the resume.
 */
export const REPEATABLE: ReadonlySet<ClientFrameType> = new Set([
  'session:request',
  'session:cancel',
  'session:end',
  'session:hold',
  'chat:send',
  'expert:state',
  'offer:accept',
  'offer:decline',
  'wrapup:complete',
]);

/** Refused when sent again, these were done the first time. */
const DONE_WHEN_GONE: ReadonlySet<ClientFrameType> = new Set([
  'session:cancel',
  'session:end',
  'offer:decline',
  'wrapup:complete',
]);
const gone: readonly ErrorCode[] = ['session_gone', 'wrong_state', 'offer_gone'];

interface Pending {
  readonly id: number;
  readonly command: Command;
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: RemError) => void;
  /** Until when it is sent again, ms of the clock. */
  readonly until: number;
  /** How often it went out; more than one means the first answer may have been lost. */
  sent: number;
  cancelTimer: CancelTimer;
}

/** The commands under way: numbered, matched with their replies, and carried over a lost line where that is safe. */
export class Commands {
  readonly #clock: Clock;
  readonly #pending = new Map<number, Pending>();
  /** Writes a frame to the line; null while there is none. */
  #write: ((frame: object) => void) | null = null;
  #nextId = 1;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A number that no other command has. */
  takeId(): number {
    return this.#nextId++;
  }

  send(command: Command): Promise<unknown> {
    if (!this.#write && !REPEATABLE.has(command.type)) return Promise.reject(new RemError('unavailable'));
    return new Promise((resolve, reject) => {
      const pending: Pending = {
        id: this.takeId(),
        command,
        resolve,
        reject,
        until: this.#clock.now() + WAIT_FOR_LINE_MS,
        sent: 0,
        cancelTimer: () => {},
      };
      this.#pending.set(pending.id, pending);
      this.#transmitOrWait(pending);
    });
  }

  /** The line is there (again): what waited goes out, in the order it was given. */
  lineUp(write: (frame: object) => void): void {
    this.#write = write;
    for (const pending of [...this.#pending.values()]) this.#transmitOrWait(pending);
  }

  lineDown(): void {
    this.#write = null;
    for (const pending of [...this.#pending.values()]) {
      if (REPEATABLE.has(pending.command.type)) this.#transmitOrWait(pending);
      else this.#settle(pending, () => pending.reject(new RemError('unavailable')));
    }
  }

  reply(frame: ServerFrameOf<'reply'>): void {
    const pending = this.#pending.get(frame.id);
    if (!pending) return;
    if (frame.ok) {
      this.#settle(pending, () => this.#resolve(pending, frame.data));
      return;
    }
    const { code } = frame.error;
    if (code === 'unavailable' && this.#maySendAgain(pending)) {
      pending.cancelTimer();
      pending.cancelTimer = this.#clock.after(AGAIN_MS, () => this.#transmitOrWait(pending));
      return;
    }
    const done = pending.sent > 1 && DONE_WHEN_GONE.has(pending.command.type) && gone.includes(code);
    this.#settle(pending, () =>
      done ? pending.resolve(undefined) : pending.reject(RemError.fromWire(frame.error)),
    );
  }

  /** Rejects all that is under way. */
  abandon(error: RemError): void {
    this.#write = null;
    for (const pending of [...this.#pending.values()]) this.#settle(pending, () => pending.reject(error));
  }

  #resolve(pending: Pending, data: unknown): void {
    const { type } = pending.command;
    if (!(type in replies)) {
      pending.resolve(undefined);
      return;
    }
    const parsed = replies[type as keyof typeof replies].safeParse(data); // `in` does not narrow the key
    if (parsed.success) pending.resolve(parsed.data);
    else pending.reject(RemError.fromZod('bad_frame', parsed.error, `reply to ${type}`));
  }

  #maySendAgain({ command, until }: Pending): boolean {
    return REPEATABLE.has(command.type) && this.#clock.now() + AGAIN_MS < until;
  }

  #transmitOrWait(pending: Pending): void {
    pending.cancelTimer();
    const limit = this.#write ? REPLY_LIMIT_MS : WAIT_FOR_LINE_MS;
    pending.cancelTimer = this.#clock.after(limit, () =>
      this.#settle(pending, () => pending.reject(new RemError('unavailable'))),
    );
    if (!this.#write) return;
    pending.sent += 1;
    this.#write({ ...pending.command, id: pending.id });
  }

  #settle(pending: Pending, how: () => void): void {
    pending.cancelTimer();
    this.#pending.delete(pending.id);
    how();
  }
}
