import type { Clock } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import type { MediaEngine } from '@rem/media';
import type { MediaSeat, MediaService, MediaSignal, Party } from '@rem/protocol';
import type { PeerStates } from '../resc/peer-states.ts';
import type { World } from '../resc/world.ts';
import { Checks } from './checks.ts';
import { Rooms } from './rooms.ts';

export interface MediaServiceOptions {
  readonly engine: MediaEngine;
  /** Already read back from the store: its running sessions are those whose rooms are taken over. */
  readonly world: World;
  readonly peers: PeerStates;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface RunningMediaService extends MediaService {
  /** Ends every check and stops being a client of the engine; rooms of calls stay. Idempotent. */
  close(): Promise<void>;
}

/** Connects to the engine and keeps its rooms in line with the sessions. */
export function startMediaService({
  engine,
  world,
  peers,
  clock,
  logger,
}: MediaServiceOptions): RunningMediaService {
  const rooms = new Rooms({ engine, world, peers, logger });
  const checks = new Checks(engine, clock);

  async function up(): Promise<void> {
    const there = new Set(await engine.rooms());
    await rooms.up(there);
    const strays = [...there].filter((id) => !rooms.has(id) && !checks.has(id));
    await Promise.all(strays.map((id) => engine.closeRoom(id)));
    logger.info(
      { engine: engine.kind, taken: there.size - strays.length, closed: strays.length },
      'media engine up',
    );
  }

  const stops = [
    engine.on('up', () => {
      up().catch((error: unknown) =>
        logger.error({ err: error }, 'the media engine’s rooms could not be put right'),
      );
    }),
    engine.on('down', (reason) => {
      logger.warn({ engine: engine.kind, reason }, 'media engine down');
      rooms.down();
      checks.down();
    }),
    engine.on('offer', (ref, negotiation, sdp) => {
      const place = rooms.place(ref);
      if (place) place.offer(negotiation, sdp);
      else checks.listener(ref)?.({ type: 'offer', negotiation, sdp });
    }),
    engine.on('candidate', (ref, link, candidate) => {
      const place = rooms.place(ref);
      if (place) place.candidate(link, candidate);
      else checks.listener(ref)?.({ type: 'candidate', link, candidate });
    }),
    engine.on('link', (ref, link, state) => {
      logger.debug({ sessionId: ref.roomId, party: ref.participantId, link, state }, 'media link');
    }),
  ];
  engine.start();

  return {
    sit(
      sessionId: string,
      party: Party,
      listener: (signal: MediaSignal) => void,
      options: { readonly resumed?: boolean } = {},
    ): Promise<MediaSeat> {
      return rooms.sit(sessionId, party, listener, options.resumed ?? false);
    },
    check: (listener) => checks.open(listener),
    async close() {
      for (const stop of stops) stop();
      checks.close();
      await engine.close();
    },
  };
}
