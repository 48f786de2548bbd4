import { livePath, protocolVersion, type ServerFrame, serverFrame } from '@rem/protocol';
import { WebSocket } from 'ws';

/** One WebSocket to the product, as thin as can be: what is measured is the server, not the SDK. */
export interface Line {
  readonly welcomed: boolean;
  send(frame: Readonly<Record<string, unknown>>): void;
  onFrame: (frame: ServerFrame) => void;
  close(): void;
}

interface Hello {
  readonly as: 'customer' | 'desk' | 'console';
  readonly cookie?: string;
}

/** Opens `count` lines, at most 100 at once under way. */
export async function openLines(
  product: { readonly url: string; readonly ca: string },
  count: number,
  hello: (index: number) => Hello,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (let from = 0; from < count; from += 100) {
    const some = Array.from({ length: Math.min(100, count - from) }, (_, offset) =>
      openLine(product, hello(from + offset)),
    );
    lines.push(...(await Promise.all(some)));
  }
  return lines;
}

function openLine(product: { readonly url: string; readonly ca: string }, hello: Hello): Promise<Line> {
  const { promise, resolve, reject } = Promise.withResolvers<Line>();
  const socket = new WebSocket(product.url.replace(/^http/, 'ws') + livePath, {
    ca: product.ca,
    origin: product.url,
    perMessageDeflate: false,
    ...(hello.cookie ? { headers: { cookie: hello.cookie } } : {}),
  });
  let welcomed = false;
  const line: Line = {
    get welcomed() {
      return welcomed;
    },
    send: (frame) => socket.send(JSON.stringify(frame)),
    onFrame: () => {},
    close: () => socket.close(),
  };
  socket.on('open', () => line.send({ type: 'hello', id: 0, protocol: protocolVersion, as: hello.as }));
  socket.on('message', (text) => {
    const frame = serverFrame.parse(JSON.parse(String(text)));
    if (frame.type === 'ping') line.send({ type: 'pong', at: frame.at });
    if (frame.type === 'welcome') {
      welcomed = true;
      resolve(line);
    }
    line.onFrame(frame);
  });
  socket.on('error', reject);
  socket.on('close', (code) => reject(new Error(`closed with ${code} before welcome`)));
  return promise;
}
