import { parentPort, workerData } from 'node:worker_threads';
import { livePath } from '@rem/protocol';
import { WebSocket } from 'ws';
import { z } from 'zod';

/** What the flood is told. */
export const floodOrder = z.object({
  port: z.int(),
  ca: z.string(),
  /** The address it comes from. */
  from: z.string(),
  connections: z.int(),
});

/** What became of the connections: open ones stay open until the worker ends. */
export interface FloodResult {
  open: number;
  /** Told why: by close code. */
  told: Record<string, number>;
  /** Cut off without a word. */
  cut: number;
}

const { port, ca, from, connections } = floodOrder.parse(workerData);
const result: FloodResult = { open: 0, told: {}, cut: 0 };
let left = connections;

function settled(): void {
  left -= 1;
  if (left === 0) parentPort?.postMessage(result);
}

for (let each = 0; each < connections; each += 1) {
  const socket = new WebSocket(`wss://localhost:${port}${livePath}`, { ca, localAddress: from, family: 4 });
  let counted = false;
  const count = (how: () => void): void => {
    if (counted) return;
    counted = true;
    how();
    settled();
  };
  socket.on('error', () => {});
  socket.once('open', () =>
    socket.send(JSON.stringify({ type: 'hello', id: 1, protocol: 1, as: 'customer' })),
  );
  socket.once('message', (data: Buffer) => {
    if (!data.toString('utf8').includes('"bye"')) count(() => (result.open += 1));
  });
  socket.once('close', (code) =>
    count(() => {
      if (code === 1006) result.cut += 1;
      else result.told[code] = (result.told[code] ?? 0) + 1;
    }),
  );
}
