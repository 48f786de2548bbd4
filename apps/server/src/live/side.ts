import type {
  ClientFrame,
  ClientFrameOf,
  ClientFrameType,
  RemError,
  ReplyTo,
  Role,
  replies,
  ServerFrame,
} from '@rem/protocol';

/** One client's connection, as the back end of its page sees it. */
export interface Channel {
  /** For logs. */
  readonly id: string;
  send(frame: ServerFrame): void;
  /** The same to many: made into text once. */
  sendText(frame: string): void;
  /** Says why and closes. Idempotent. */
  end(error: RemError): void;
  /** Something failed that the page cannot go on without: it reconnects and starts from what is true then. */
  fail(error: unknown): void;
}

type Handled = Exclude<ClientFrameType, 'hello' | 'pong'>;
type Answer<T extends ClientFrameType> = T extends keyof typeof replies ? Promise<ReplyTo<T>> : Promise<void>;

/** Commands by type; each resolves with the reply's data once it is committed, or rejects with a `RemError`. */
export type Handlers = {
  readonly [T in Handled]?: (frame: ClientFrameOf<T>) => Answer<T>;
};
export type Command = Exclude<ClientFrame, { type: 'hello' | 'pong' }>;

/** The back end of one connected page. */
export interface Side {
  /** What it may do: of the person's roles only those that this page is for. */
  readonly roles: readonly Role[];
  readonly handlers: Handlers;
  /** Shows the page where things stand, after its hello was answered, and follows them from then on. */
  start(): Promise<void>;
  /** Whether the connection could be made anew without anybody noticing. */
  readonly idle: boolean;
  /** The connection is gone. Idempotent. */
  close(): void;
}
