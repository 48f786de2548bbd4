import type { ServerFrame } from '@rem/protocol';
import type { SocketConstructor, SocketLike } from '../live/types.ts';

/** One connection as a scripted server sees it. */
export interface ServerEnd {
  /** All frames that came, in order. */
  readonly received: Record<string, unknown>[];
  readonly closed: boolean;
  send(frame: ServerFrame | object): void;
  sendRaw(text: string): void;
  /** Ends the connection: with a close code, or as a plain loss. */
  end(code?: number): void;
}

/** Sockets in memory that deliver at once: `connections` holds the server's end of each, oldest first. */
export function createMemoryLine(onFrame?: (end: ServerEnd, frame: Record<string, unknown>) => void): {
  readonly WebSocket: SocketConstructor;
  readonly connections: ServerEnd[];
} {
  const connections: ServerEnd[] = [];

  class MemorySocket implements SocketLike {
    readyState = 0;
    onopen: SocketLike['onopen'] = null;
    onmessage: SocketLike['onmessage'] = null;
    onclose: SocketLike['onclose'] = null;
    onerror: SocketLike['onerror'] = null;
    readonly received: Record<string, unknown>[] = [];

    constructor(_url: string) {
      connections.push(this.#serverEnd());
      queueMicrotask(() => {
        if (this.readyState !== 0) return;
        this.readyState = 1;
        this.#fire(this.onopen, {});
      });
    }

    send(data: string): void {
      if (this.readyState !== 1) return;
      const frame: Record<string, unknown> = JSON.parse(data);
      this.received.push(frame);
      const end = connections.find(({ received }) => received === this.received);
      if (end) onFrame?.(end, frame);
    }

    close(): void {
      this.readyState = 3;
    }

    #fire(listener: ((event: never) => void) | null, event: object): void {
      listener?.(event as never); // the listener's own parameter type is the event it is fired with
    }

    #serverEnd(): ServerEnd {
      const socket = this;
      return {
        received: this.received,
        get closed() {
          return socket.readyState === 3;
        },
        send: (frame) => {
          if (socket.readyState === 1) socket.#fire(socket.onmessage, { data: JSON.stringify(frame) });
        },
        sendRaw: (data) => {
          if (socket.readyState === 1) socket.#fire(socket.onmessage, { data });
        },
        end: (code = 1006) => {
          if (socket.readyState === 3) return;
          socket.readyState = 3;
          socket.#fire(socket.onclose, { code });
        },
      };
    }
  }

  return { WebSocket: MemorySocket, connections };
}
