import { randomUUID } from 'node:crypto';
import {
  type Command,
  livePath,
  protocolVersion,
  RemError,
  type ServerFrame,
  type ServerFrameOf,
  type ServerFrameType,
  serverFrame,
} from '@rem/protocol';
import { until } from '@rem/testkit';
import { WebSocket } from 'ws';

export interface ClientOptions {
  readonly port: number;
  /** PEM of the authority that signed the server's certificate. */
  readonly ca: string;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Hello = Partial<Extract<Command, { type: 'hello' }>> & Pick<Extract<Command, { type: 'hello' }>, 'as'>;

/** A scripted page: says what the test says, and keeps all that the server sends, each frame parsed. */
export class TestClient {
  readonly frames: ServerFrame[] = [];
  readonly socket: WebSocket;
  /** Code of the close frame; null while it is open. */
  closed: number | null = null;
  /** Whether pings are answered; default true. */
  answers = true;
  #nextId = 1;
  #opened = false;

  constructor({ port, ca, cookie, headers }: ClientOptions) {
    this.socket = new WebSocket(`wss://localhost:${port}${livePath}`, {
      ca,
      headers: { ...(cookie && { cookie }), ...headers },
    });
    this.socket.on('message', (data: Buffer) => this.#receive(data));
    this.socket.once('open', () => {
      this.#opened = true;
    });
    this.socket.once('close', (code) => {
      this.closed = code;
    });
    this.socket.on('error', () => {});
  }

  /** Opens, says hello and waits for the reply. */
  static async connect(options: ClientOptions, hello: Hello): Promise<TestClient> {
    const client = new TestClient(options);
    await client.opened();
    await client.send({ protocol: protocolVersion, ...hello, type: 'hello' });
    return client;
  }

  opened(): Promise<unknown> {
    return until(() => this.#opened || this.closed !== null, { what: 'the socket is open' });
  }

  /** Sends a command and returns the reply's data; rejects with the server's error. */
  async send(command: Command): Promise<unknown> {
    const id = this.#nextId;
    this.#nextId += 1;
    this.raw(JSON.stringify({ ...command, id }));
    const reply = await this.frame('reply', (frame) => frame.id === id);
    if (!reply.ok) throw RemError.fromWire(reply.error);
    return reply.data;
  }

  raw(text: string | Buffer): void {
    this.socket.send(text, () => {});
  }

  /** The first frame of this type that fits, also one that is there already. Fails when the line is closed. */
  async frame<T extends ServerFrameType>(
    type: T,
    fits: (frame: ServerFrameOf<T>) => boolean = () => true,
  ): Promise<ServerFrameOf<T>> {
    const found = await until(() => this.all(type).find(fits) ?? this.closed, {
      what: () => `a frame ${type}; there were ${JSON.stringify(this.frames.slice(-6))}`,
      everyMs: 5,
    });
    if (typeof found === 'number') throw new Error(`closed with ${found}`);
    return found;
  }

  /** All frames of a type so far. */
  all<T extends ServerFrameType>(type: T): ServerFrameOf<T>[] {
    return this.frames.filter((frame): frame is ServerFrameOf<T> => frame.type === type);
  }

  /** Waits until the newest frame of this type fits. */
  latest<T extends 'session' | 'desk'>(
    type: T,
    fits: (frame: ServerFrameOf<T>) => boolean,
  ): Promise<ServerFrameOf<T>> {
    return until(
      () => {
        const last = this.all(type).at(-1);
        return last && fits(last) ? last : null;
      },
      { what: () => `${type} as expected, last ${JSON.stringify(this.all(type).at(-1))}`, everyMs: 5 },
    );
  }

  /** Numbers of the entries so far, in the order they came. */
  get entryNumbers(): number[] {
    return this.all('entry').map(({ entry }) => entry.no);
  }

  /** The kinds of the entries so far. */
  get happenings(): string[] {
    return this.all('entry').map(({ entry }) => entry.what.type);
  }

  async gone(): Promise<number> {
    return (
      await until(() => this.closed !== null && { code: this.closed }, { what: 'the connection is closed' })
    ).code;
  }

  /** Ends the TCP connection without a word. */
  cut(): void {
    this.socket.terminate();
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.gone();
  }

  #receive(data: Buffer): void {
    const frame = serverFrame.parse(JSON.parse(data.toString('utf8')));
    this.frames.push(frame);
    if (frame.type === 'ping' && this.answers) this.raw(JSON.stringify({ type: 'pong', at: frame.at }));
  }
}

export const newId = (): string => randomUUID();
