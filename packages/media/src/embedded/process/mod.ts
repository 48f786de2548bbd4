import { type Clock, systemClock } from '@rem/kit';
import type { MediaLogger } from '../../logger.ts';
import { PortPairs } from './ports.ts';
import { Rooms } from './rooms.ts';
import { EngineServer } from './server.ts';

export interface EngineProcessOptions {
  /** The local socket that the adapter connects to. */
  readonly socketPath: string;
  /** The address that goes into candidates and is bound; one of this machine's. */
  readonly address: string;
  /** UDP ports for media, both ends included. */
  readonly ports: readonly [first: number, last: number];
  readonly logger: MediaLogger;
  readonly clock?: Clock;
  /** Minutes after which rooms are closed when no adapter is there; default 5. */
  readonly unclaimedMinutes?: number;
}

export interface EngineProcess {
  /** Closes all rooms, ends recordings and stops listening. Idempotent. */
  close(): Promise<void>;
}

/**
 * Runs the embedded media engine in this process. Only a process that does nothing else should: media must never
 * share an event loop with other work.
 * @throws when the socket cannot be made or another engine has it
 */
export async function runEngineProcess(options: EngineProcessOptions): Promise<EngineProcess> {
  const { logger, clock = systemClock, unclaimedMinutes = 5 } = options;
  const rooms = new Rooms({ address: options.address, ports: new PortPairs(options.ports) }, (error) =>
    logger.error({ err: error }, 'a listener of the rooms failed'),
  );
  const server = new EngineServer({
    socketPath: options.socketPath,
    rooms,
    clock,
    logger,
    unclaimedMs: unclaimedMinutes * 60_000,
  });
  await server.listen();
  let closing: Promise<void> | undefined;
  return {
    close() {
      closing ??= rooms.closeAll().then(() => server.close());
      return closing;
    },
  };
}
