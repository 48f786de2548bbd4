import type { Bus } from '@rem/bus';
import type { Clock } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import type { ExpertsService, LiveService, SessionsService, TimelineEntry } from '@rem/protocol';
import { Commands } from './commands.ts';
import { DirectoryCache } from './directory-cache.ts';
import { Experts } from './experts.ts';
import { FiguresCache } from './figures.ts';
import { Live } from './live.ts';
import { PeerStates } from './peer-states.ts';
import { Presence } from './presence.ts';
import { QueueBoard } from './queue-board.ts';
import { Recovery } from './recovery.ts';
import type { RescStore } from './resc-store.ts';
import { Routing } from './routing.ts';
import { Sessions } from './sessions.ts';
import { createTickets } from './tickets.ts';
import { Timers } from './timers.ts';
import { Watchers } from './watchers.ts';
import { World } from './world.ts';

export interface RescOptions {
  readonly store: RescStore;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes the customers' tickets; the same on every server of a cluster. */
  readonly secret: string;
}

/** The session controller: sessions, experts, routing, presence. */
export interface Resc {
  readonly sessions: SessionsService;
  readonly experts: ExpertsService;
  readonly live: LiveService;
  /** The mirror, to look at: media rooms follow it. */
  readonly world: World;
  readonly peers: PeerStates;
  /** The branch of a kiosk; undefined when there is no such kiosk. */
  branchOf(kioskId: string): string | undefined;
  /** Reads the world back from the store; rejects when it cannot be reached. */
  start(): Promise<void>;
  /** Lets what runs finish; idempotent. Nothing is told to anybody any more. */
  close(): Promise<void>;
}

export function createResc({ store, bus, clock, logger, secret }: RescOptions): Resc {
  const failed = (error: unknown): void => logger.error({ err: error }, 'a listener failed');
  const world = new World(failed);
  const directory = new DirectoryCache({ store, bus, clock, logger });
  const commands = new Commands({ store, world, bus, clock, onOutage: () => recovery.begin() });
  const presence = new Presence(commands, world);
  const routing = new Routing({ world, directory, commands, clock, logger });
  const kickRouting = (): void => routing.kick();
  const timers = new Timers({ world, directory, commands, clock, logger, kickRouting });
  const recovery = new Recovery({
    ...{ store, world, commands, clock, logger },
    async onRecovered() {
      await presence.alignAll();
      routing.kick();
    },
  });
  const peers = new PeerStates();
  const sessionWatchers = new Watchers<[{ entries: readonly TimelineEntry[] }]>(failed);
  const expertWatchers = new Watchers(failed);
  const onMoved = (sessionId: string): void => sessionWatchers.tell(sessionId, { entries: [] });
  const board = new QueueBoard({ world, directory, clock, onMoved });
  const onChanged = (expertId: string): void => expertWatchers.tell(expertId);
  const figures = new FiguresCache({ store, world, clock, logger, onChanged });
  const sessions = new Sessions({
    ...{ store, world, directory, commands, presence, board, peers },
    tickets: createTickets(secret),
    watchers: sessionWatchers,
  });
  const experts = new Experts({
    ...{ store, world, directory, commands, presence, routing, figures, sessions },
    watchers: expertWatchers,
  });
  const live = new Live({ store, world, directory, clock, logger });

  world.on('session', (next, previous, entries) => {
    if (!(next.state === 'connecting' || next.state === 'active')) peers.forget(next.id);
    sessionWatchers.tell(next.id, { entries });
    for (const each of new Set([expertIdOf(next), expertIdOf(previous)])) {
      if (each !== null) expertWatchers.tell(each);
    }
  });
  world.on('expert', (next) => expertWatchers.tell(next.id));

  const wakeFailed = (error: unknown): void => logger.debug({ err: error }, 'a wake could not be followed');
  const stops = [
    bus.subscribe('session', ({ id, version }) => {
      if ((world.session(id)?.version ?? 0) >= version) return;
      commands
        .reloadSession(id)
        .then(() => presence.alignSession(id), wakeFailed)
        .catch(wakeFailed);
    }),
    bus.subscribe('expert', ({ id, version }) => {
      if ((world.expert(id)?.version ?? 0) >= version) return;
      commands
        .reloadExpert(id)
        .then(() => presence.alignExpert(id))
        .catch(wakeFailed);
    }),
  ];

  return {
    ...{ sessions, experts, live, world, peers },
    branchOf: (kioskId) => directory.get('kiosks', kioskId)?.branchId,
    async start() {
      await directory.start();
      const { unreadable, ...rows } = await store.world();
      for (const row of unreadable) logger.error(row, 'a row could not be read and is left alone');
      world.apply({ ...rows, entries: [] });
      await presence.alignAll();
      routing.start();
      logChanges(world, logger);
      logger.info({ sessions: rows.sessions.length, experts: rows.experts.length }, 'world read');
    },
    async close() {
      for (const stop of stops) stop();
      timers.close();
      live.close();
      board.close();
      figures.close();
      directory.close();
      await recovery.close();
      await routing.close();
      await commands.idle();
    },
  };
}

type Told = Parameters<Parameters<World['on']>[1]>;

function expertIdOf(session: Told[0] | null): string | null {
  return session && 'expertId' in session ? (session.expertId ?? null) : null;
}

/** One `info` for each change of a session's life. */
function logChanges(world: World, logger: Logger): void {
  world.on('session', (next, previous) => {
    if (next.state === previous?.state) return;
    const { id: sessionId, state } = next;
    if (state === 'ended')
      logger.info({ sessionId, outcome: next.outcome, reason: next.reason }, 'session ended');
    else if (previous || state === 'waiting')
      logger.info({ sessionId, from: previous?.state }, `session ${state}`);
  });
  world.on('expert', (next, previous) => {
    if (next.state !== previous?.state)
      logger.debug({ expertId: next.id, from: previous?.state }, `expert ${next.state}`);
  });
}
