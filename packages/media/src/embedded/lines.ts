import type { Socket } from 'node:net';
import { LONGEST_LINE } from './wire.ts';

export interface LineHandlers {
  readonly line: (text: string) => void;
  /** The connection is over, for whatever reason; called once. */
  readonly closed: (reason: string) => void;
}

/** Bytes that may wait for a peer that does not read before the connection is given up. */
const LONGEST_BACKLOG = 8 * 1024 * 1024;

/** Reads and writes lines of JSON on a local socket. A line over `LONGEST_LINE` ends the connection. */
export class LineSocket {
  readonly #socket: Socket;
  #parts: Buffer[] = [];
  #size = 0;
  #reason = 'the other end closed the connection';

  constructor(socket: Socket, handlers: LineHandlers) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#read(chunk, handlers.line));
    socket.on('error', (error) => {
      this.#reason = error.message;
    });
    socket.once('close', () => handlers.closed(this.#reason));
  }

  get open(): boolean {
    return this.#socket.writable;
  }

  send(frame: object): void {
    if (!this.#socket.writable) return;
    this.#socket.write(`${JSON.stringify(frame)}\n`);
    if (this.#socket.writableLength > LONGEST_BACKLOG) this.destroy('the other end does not read');
  }

  /** Ends the connection after what was sent. */
  end(): void {
    this.#socket.end();
  }

  destroy(reason: string): void {
    this.#reason = reason;
    this.#socket.destroy();
  }

  #read(chunk: Buffer, line: (text: string) => void): void {
    let rest = chunk;
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      const text = Buffer.concat([...this.#parts, rest.subarray(0, at)]).toString('utf8');
      this.#parts = [];
      this.#size = 0;
      rest = rest.subarray(at + 1);
      if (text !== '') line(text);
    }
    if (rest.length === 0) return;
    this.#parts.push(rest);
    this.#size += rest.length;
    if (this.#size > LONGEST_LINE) this.destroy('a line is too long');
  }
}
