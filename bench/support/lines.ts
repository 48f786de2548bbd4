import {
  type ClientFrameType,
  livePath,
  protocolVersion,
  RemError,
  type ServerFrame,
  serverFrame,
} from '@rem/protocol';
import { WebSocket } from 'ws';

/** One WebSocket to the product, as thin as can be: what is measured is the server, not the SDK. */
export interface Line {
  /**
   * Every frame but replies and pings, with the time (`performance.now()`) at which it arrived: taken before it is
   * parsed, so that this side's own work is not counted as the server's.
   */
  onFrame: (frame: ServerFrame, at: number) => void;
  /** Sends a command; its reply's data. Rejects with what the server refused it with. */
  ask(frame: { readonly type: ClientFrameType } & Readonly<Record<string, unknown>>): Promise<unknown>;
  /** A ping of the WebSocket protocol itself and back, ms: what no exchange over this listener can be faster than. */
  echo(): Promise<number>;
  close(): Promise<void>;
}

export interface Hello {
  readonly as: 'customer' | 'desk' | 'console';
  readonly cookie?: string;
}

export interface Listener {
  readonly url: string;
  /** The certificate of its authority, PEM. */
  readonly ca: string;
}

/** Lines opened at the same time: a burst larger than this measures the TLS handshakes of this side. */
const AT_ONCE = 50;

/**
 * Opens `count` lines; each has had its welcome.
 * @param onLost a line was closed by the server
 */
export async function openLines(
  listener: Listener,
  count: number,
  hello: (index: number) => Hello,
  onLost: (error: Error) => void,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, offset) =>
      openLine(listener, hello(from + offset), onLost),
    );
    lines.push(...(await Promise.all(some)));
  }
  return lines;
}

async function openLine(
  { url, ca }: Listener,
  { as, cookie }: Hello,
  onLost: (error: Error) => void,
): Promise<Line> {
  const socket = new WebSocket(url.replace(/^http/, 'ws') + livePath, {
    ca,
    origin: url,
    perMessageDeflate: false,
    ...(cookie === undefined ? {} : { headers: { cookie } }),
  });
  const asked = new Map<number, PromiseWithResolvers<unknown>>();
  const closed = Promise.withResolvers<void>();
  const welcomed = Promise.withResolvers<void>();
  let nextId = 0;
  let closing = false;
  const line: Line = {
    onFrame: () => {},
    ask(frame) {
      const answer = Promise.withResolvers<unknown>();
      const id = nextId++;
      asked.set(id, answer);
      socket.send(JSON.stringify({ ...frame, id }));
      return answer.promise;
    },
    echo() {
      const { promise, resolve } = Promise.withResolvers<number>();
      const begun = performance.now();
      socket.once('pong', () => resolve(performance.now() - begun));
      socket.ping();
      return promise;
    },
    close() {
      closing = true;
      socket.close();
      return closed.promise;
    },
  };
  function receive(frame: ServerFrame, at: number): void {
    if (frame.type === 'ping') socket.send(JSON.stringify({ type: 'pong', at: frame.at }));
    else if (frame.type === 'reply') {
      const answer = asked.get(frame.id);
      asked.delete(frame.id);
      if (frame.ok) answer?.resolve(frame.data);
      else answer?.reject(new RemError(frame.error.code, frame.error.detail));
    } else if (frame.type === 'welcome') welcomed.resolve();
    else line.onFrame(frame, at);
  }
  socket.on('open', () => line.ask({ type: 'hello', protocol: protocolVersion, as }).catch(welcomed.reject));
  socket.on('message', (text) => {
    const at = performance.now();
    receive(serverFrame.parse(JSON.parse(String(text))), at);
  });
  socket.on('error', welcomed.reject);
  socket.on('close', (code) => {
    closed.resolve();
    const error = new Error(`the server closed a line with ${code}`);
    welcomed.reject(error);
    if (!closing) onLost(error);
  });
  await welcomed.promise;
  return line;
}
