import { randomUUID } from 'node:crypto';
import {
  cancelSession,
  endSession,
  holdSession,
  partyReady,
  requestSession,
  type Session,
  say,
} from '@rem/domain';
import {
  type Party,
  RemError,
  type Service,
  type SessionRequest,
  type SessionsService,
  type TimelineEntry,
  visibleTo,
} from '@rem/protocol';
import type { Commands } from './commands.ts';
import type { DirectoryCache } from './directory-cache.ts';
import type { PeerStates } from './peer-states.ts';
import type { Presence } from './presence.ts';
import type { QueueBoard } from './queue-board.ts';
import type { RescStore } from './resc-store.ts';
import type { Tickets } from './tickets.ts';
import { sessionView } from './views.ts';
import type { Watchers } from './watchers.ts';
import type { World } from './world.ts';

interface Options {
  readonly store: Pick<RescStore, 'sessionByRequestId' | 'session' | 'entriesAfter'>;
  readonly world: World;
  readonly directory: DirectoryCache;
  readonly commands: Commands;
  readonly presence: Presence;
  readonly board: QueueBoard;
  readonly peers: PeerStates;
  readonly tickets: Tickets;
  readonly watchers: Watchers<[{ entries: readonly TimelineEntry[] }]>;
}

/** Sessions, for the back ends of the customer's page and the desk. */
export class Sessions implements SessionsService {
  readonly #options: Options;
  /** Wishes under way, so that a double click is one commit. */
  readonly #requests = new Map<string, Promise<string>>();

  constructor(options: Options) {
    this.#options = options;
  }

  async request(request: SessionRequest): Promise<{ sessionId: string; ticket: string }> {
    const { requestId } = request;
    const underWay = this.#requests.get(requestId);
    const asked = underWay ?? this.#request(request).finally(() => this.#requests.delete(requestId));
    if (!underWay) this.#requests.set(requestId, asked);
    const sessionId = await asked;
    return { sessionId, ticket: this.#options.tickets.issue(sessionId) };
  }

  async byTicket(ticket: string): Promise<string | null> {
    const sessionId = this.#options.tickets.read(ticket);
    return sessionId && (await this.#find(sessionId)) ? sessionId : null;
  }

  async cancel(sessionId: string): Promise<void> {
    await this.#change(sessionId, (session, now) => {
      if (session.state === 'active') throw new RemError('wrong_state', 'the call has begun: end it');
      return cancelSession({ session, expert: this.#options.world.expertOf(session), now });
    });
  }

  async end(sessionId: string, by: Party): Promise<void> {
    await this.#change(sessionId, (session, now) => {
      const expert = this.#options.world.expertOf(session);
      return endSession({ session, expert, by, service: this.#serviceOf(session), now });
    });
  }

  async hold(sessionId: string, held: boolean): Promise<void> {
    await this.#change(sessionId, (session, now) => holdSession({ session, held, now }));
  }

  async ready(sessionId: string, party: Party): Promise<void> {
    await this.#change(sessionId, (session, now) => partyReady({ session, party, now }));
  }

  async present(sessionId: string, party: Party, here: boolean): Promise<void> {
    const { world, presence } = this.#options;
    if (party === 'customer') return presence.customer(sessionId, here);
    const session = world.sessions.get(sessionId);
    const expert = session && world.expertOf(session);
    if (expert) await presence.expert(expert.id, here);
  }

  async say(sessionId: string, from: Party, messageId: string, text: string): Promise<void> {
    try {
      await this.#change(sessionId, (session, now) => say({ session, from, messageId, text, now }));
    } catch (error) {
      // Sent again because its reply was lost: it is in the timeline already.
      if (!(error instanceof RemError && error.code === 'duplicate')) throw error;
    }
  }

  async view(sessionId: string, reader: Party) {
    const session = await this.#find(sessionId);
    if (!session) return null;
    const { directory, board, peers } = this.#options;
    const serves = session.state !== 'offered' && 'expertId' in session ? session.expertId : null;
    const expert = serves === null ? null : await directory.card(serves);
    // The card may have taken a moment: what is shown is the session of now.
    const current = this.#options.world.session(sessionId) ?? session;
    return sessionView(directory, current, {
      place: board.place(current),
      expert: 'expertId' in current && current.expertId === serves ? expert : null,
      peer: peers.seenBy(sessionId, reader),
    });
  }

  async entries(sessionId: string, no: number, reader: Party | 'staff') {
    const entries = await this.#options.store.entriesAfter(sessionId, no);
    return entries.filter((entry) => visibleTo(entry, reader));
  }

  watch(sessionId: string, listener: (change: { entries: readonly TimelineEntry[] }) => void) {
    return this.#options.watchers.add(sessionId, listener);
  }

  async #request(request: SessionRequest): Promise<string> {
    const { store, commands, world } = this.#options;
    const service = this.#serviceFor(request);
    const id = randomUUID();
    try {
      await commands.act([id], (now) => requestSession({ id, request, service, now }), {
        requestId: request.requestId,
      });
      return id;
    } catch (error) {
      const repeated = error instanceof RemError && error.code === 'duplicate';
      const session = repeated ? await store.sessionByRequestId(request.requestId) : null;
      if (!session) throw error;
      world.apply({ sessions: [session], experts: [], entries: [] });
      return session.id;
    }
  }

  #serviceFor({ serviceId, branchId, kioskId }: SessionRequest): Service {
    const { directory } = this.#options;
    const service = directory.get('services', serviceId);
    if (!service) throw new RemError('not_found', 'serviceId');
    if (branchId !== null && !directory.get('branches', branchId))
      throw new RemError('not_found', 'branchId');
    const offered = directory.get('kiosks', kioskId)?.serviceIds ?? null;
    const open = service.active && (offered === null || offered.includes(serviceId));
    if (!open) throw new RemError('service_closed');
    return service;
  }

  #serviceOf(session: Session): Service {
    const service = this.#options.directory.get('services', session.serviceId);
    if (!service) throw new RemError('internal', `service ${session.serviceId} of a session is unknown`);
    return service;
  }

  async #change(
    sessionId: string,
    decide: (session: Session, now: number) => ReturnType<typeof partyReady>,
  ): Promise<void> {
    const { world, commands } = this.#options;
    const seen = world.session(sessionId);
    if (!seen) throw new RemError('session_gone');
    await commands.act([sessionId, world.expertOf(seen)?.id], (now) => {
      const session = world.session(sessionId);
      if (!session) throw new RemError('session_gone');
      return decide(session, now);
    });
  }

  async #find(sessionId: string): Promise<Session | null> {
    return this.#options.world.session(sessionId) ?? (await this.#options.store.session(sessionId));
  }
}
