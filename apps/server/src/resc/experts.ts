import {
  acceptOffer,
  completeWrapUp,
  type Decision,
  declineOffer,
  type Expert,
  expertArrives,
  newExpert,
  offerReasons,
  type Session,
  setExpertState,
} from '@rem/domain';
import {
  type DeclineReason,
  type DeskView,
  type ExpertsService,
  type OfferView,
  RemError,
  type SessionsService,
  type WantedExpertState,
} from '@rem/protocol';
import type { Commands } from './commands.ts';
import type { DirectoryCache } from './directory-cache.ts';
import type { FiguresCache } from './figures.ts';
import type { Presence } from './presence.ts';
import type { RescStore } from './resc-store.ts';
import type { Routing } from './routing.ts';
import { expertStateView, placeNames } from './views.ts';
import type { Watchers } from './watchers.ts';
import { isRunning, type World } from './world.ts';

interface Options {
  readonly store: Pick<RescStore, 'decisionsOf'>;
  readonly world: World;
  readonly directory: DirectoryCache;
  readonly commands: Commands;
  readonly presence: Presence;
  readonly routing: Routing;
  readonly figures: FiguresCache;
  readonly sessions: Pick<SessionsService, 'view'>;
  readonly watchers: Watchers;
}

/** Experts, for the back end of the desk. */
export class Experts implements ExpertsService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async arrive(expertId: string): Promise<void> {
    const { world, commands } = this.#options;
    if (!world.expert(expertId)) await this.#firstDay(expertId);
    await commands.act([expertId], (now) => expertArrives({ expert: this.#need(expertId), now }));
  }

  async setState(expertId: string, wanted: WantedExpertState): Promise<void> {
    await this.#options.commands.act([expertId], (now) =>
      setExpertState({ expert: this.#need(expertId), wanted, now }),
    );
  }

  async present(expertId: string, here: boolean): Promise<void> {
    if (!here) this.#options.figures.forget(expertId);
    await this.#options.presence.expert(expertId, here);
  }

  async accept(expertId: string, offerId: string): Promise<void> {
    const { commands, directory } = this.#options;
    const sessionId = this.#need(expertId);
    await commands.act([expertId, sessionOf(sessionId)], (now) => {
      const expert = this.#need(expertId);
      const session = this.#offered(expert);
      // Accepted before, and the reply was lost.
      if (session && isRunning(session) && session.offerId === offerId) return null;
      const service = directory.get('services', session?.serviceId ?? null);
      if (!session || !service) throw new RemError('offer_gone');
      return acceptOffer({ session, expert, offerId, service, now });
    });
  }

  async decline(expertId: string, offerId: string, reason: DeclineReason): Promise<void> {
    await this.#options.commands.act([expertId, sessionOf(this.#need(expertId))], (now) => {
      const expert = this.#need(expertId);
      const session = this.#offered(expert);
      if (!session) throw new RemError('offer_gone');
      return declineOffer({ session, expert, offerId, reason, now });
    });
  }

  async completeWrapUp(
    expertId: string,
    done: { sessionId: string; dispositionId: string | null; note: string },
  ): Promise<void> {
    const { world, commands } = this.#options;
    const { sessionId, dispositionId } = done;
    if (sessionOf(this.#need(expertId)) !== sessionId) throw new RemError('wrong_state');
    if (!world.session(sessionId)) await commands.reloadSession(sessionId);
    await commands.act([expertId, sessionId], (now) => {
      const session = world.session(sessionId);
      if (session?.state !== 'ended') throw new RemError('wrong_state');
      this.#checkDisposition(session, dispositionId);
      return completeWrapUp({ expert: this.#need(expertId), session, done, now, timedOut: false });
    });
  }

  async view(expertId: string): Promise<DeskView> {
    const { world, directory, figures, sessions, commands } = this.#options;
    const wrapping = sessionOf(this.#need(expertId));
    if (wrapping && !world.session(wrapping)) await commands.reloadSession(wrapping);
    const serving = this.sessionOf(expertId);
    const session = serving === null ? null : await sessions.view(serving, 'expert');
    const offer = await this.#offerView(this.#need(expertId));
    const expert = this.#need(expertId);
    const known = 'sessionId' in expert ? (world.session(expert.sessionId) ?? null) : null;
    return {
      ...{ expertId, offer, since: expert.since, after: expert.after },
      name: directory.profiles.get(expertId)?.name ?? 'Expert',
      expert: expertStateView(directory, expert, known),
      session: this.sessionOf(expertId) === session?.id ? session : null,
      figures: figures.of(expertId),
    };
  }

  sessionOf(expertId: string): string | null {
    const expert = this.#options.world.expert(expertId);
    return expert?.state === 'busy' ? expert.sessionId : null;
  }

  watch(expertId: string, listener: () => void) {
    return this.#options.watchers.add(expertId, listener);
  }

  #need(expertId: string): Expert {
    const expert = this.#options.world.expert(expertId);
    if (!expert) throw new RemError('not_found', 'expert');
    return expert;
  }

  /** The session an expert is offered, or has just accepted. */
  #offered(expert: Expert): Session | undefined {
    const asked = expert.state === 'offered' || expert.state === 'busy';
    return asked ? this.#options.world.sessions.get(expert.sessionId) : undefined;
  }

  /** An expert's row is made when their desk opens for the first time. */
  async #firstDay(expertId: string): Promise<void> {
    const { commands } = this.#options;
    try {
      await commands.act([expertId], (now) => ({
        ...{ sessions: [], offers: [], entries: [], decisions: [] },
        experts: [newExpert(expertId, now)],
      }));
    } catch (error) {
      // Another server was first.
      await commands.reloadExpert(expertId);
      if (!this.#options.world.expert(expertId)) throw error;
    }
  }

  #checkDisposition(session: Session, dispositionId: string | null): void {
    const service = this.#options.directory.get('services', session.serviceId);
    if (dispositionId === null || service?.dispositionIds.includes(dispositionId)) return;
    throw new RemError('bad_request', 'dispositionId: not one of this service');
  }

  async #offerView(expert: Expert): Promise<OfferView | null> {
    const { world, directory } = this.#options;
    const session = expert.state === 'offered' ? world.sessions.get(expert.sessionId) : undefined;
    if (session?.state !== 'offered' || session.expertId !== expert.id) return null;
    const decision = await this.#decisionFor(session.id, expert.id);
    const service = directory.get('services', session.serviceId);
    const profile = directory.profiles.get(expert.id);
    const { language } = session;
    const skillName = (id: string) => directory.get('skills', id)?.name ?? id;
    return {
      ...{ id: session.offerId, sessionId: session.id },
      ...placeNames(directory, session),
      waitedMs: Math.max(0, session.offeredAt - session.requestedAt),
      ...{ offeredAt: session.offeredAt, expiresAt: session.expiresAt },
      why:
        decision && service && profile
          ? offerReasons({ decision, profile, service, language, skillName })
          : [],
    };
  }

  async #decisionFor(sessionId: string, expertId: string): Promise<Decision | undefined> {
    const known = this.#options.routing.decisionOf(sessionId, expertId);
    if (known) return known;
    const decisions = await this.#options.store.decisionsOf(sessionId);
    return decisions.findLast((decision) => decision.expertId === expertId);
  }
}

function sessionOf(expert: Expert): string | null {
  return 'sessionId' in expert ? expert.sessionId : null;
}
