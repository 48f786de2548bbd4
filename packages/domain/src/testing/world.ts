import type { Service, SessionRequest } from '@rem/protocol';
import {
  type Change,
  decide,
  type Expert,
  type ExpertProfile,
  newExpert,
  type Offer,
  offerSession,
  type Session,
} from '../mod.ts';

/** A small world in memory for tests: applies changes as the store does, by compare-and-set on versions. */
export class TestWorld {
  readonly sessions = new Map<string, Session>();
  readonly experts = new Map<string, Expert>();
  readonly offers = new Map<string, Offer>();
  readonly profiles = new Map<string, ExpertProfile>();
  readonly services = new Map<string, Service>();
  readonly entries: Change['entries'][number][] = [];
  now = 1_000_000;
  #ids = 0;

  newId(): string {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
  }

  addService(over: Partial<Service> = {}): Service {
    const service: Service = {
      ...{ id: this.newId(), version: 1, name: { en: 'Mortgage' }, description: null, icon: 'home' },
      ...{ position: 0, active: true, requiredSkills: {}, priority: 0, dispositionIds: [] },
      timers: { offer: 20, connecting: 15, absence: 30 },
      wrapUp: { mode: 'optional' },
      ...over,
    };
    this.services.set(service.id, service);
    return service;
  }

  addExpert(over: Partial<ExpertProfile> = {}, state: Partial<Expert> = {}): Expert {
    const id = over.id ?? this.newId();
    this.profiles.set(id, { id, name: 'Amara', languages: ['en'], skills: {}, active: true, ...over });
    const expert = { ...newExpert(id, this.now), state: 'available', absentSince: null, ...state } as Expert; // partial states are a test's own responsibility
    this.experts.set(id, expert);
    return expert;
  }

  wish(service: Service, over: Partial<SessionRequest> = {}): SessionRequest {
    return {
      ...{ requestId: this.newId(), serviceId: service.id, branchId: null, kioskId: null },
      ...{ language: 'en', customerName: null, consents: { terms: true, recording: false }, ...over },
    };
  }

  /** Applies a change; throws when a version does not follow or an entry number leaves a gap. */
  apply(change: Change | null): void {
    if (!change) return;
    for (const session of change.sessions) {
      const before = this.sessions.get(session.id);
      if (session.version !== (before?.version ?? 0) + 1) throw new Error('version of session');
      const numbers = change.entries
        .filter((entry) => entry.sessionId === session.id)
        .map((entry) => entry.no);
      const expected = numbers.map((_, index) => (before?.lastNo ?? 0) + index + 1);
      if (numbers.join() !== expected.join() || session.lastNo !== (before?.lastNo ?? 0) + numbers.length) {
        throw new Error('numbers of entries');
      }
      this.sessions.set(session.id, session);
    }
    for (const expert of change.experts) {
      if (expert.version !== (this.experts.get(expert.id)?.version ?? 0) + 1)
        throw new Error('version of expert');
      this.experts.set(expert.id, expert);
    }
    for (const offer of change.offers) this.offers.set(offer.id, offer);
    this.entries.push(...change.entries);
  }

  session(id: string): Session {
    const session = this.sessions.get(id);
    if (!session) throw new Error(`no session ${id}`);
    return session;
  }

  expert(id: string): Expert {
    const expert = this.experts.get(id);
    if (!expert) throw new Error(`no expert ${id}`);
    return expert;
  }

  service(id: string): Service {
    const service = this.services.get(id);
    if (!service) throw new Error(`no service ${id}`);
    return service;
  }

  /** The expert of a session that has one. */
  expertOf(session: Session): Expert | null {
    return 'expertId' in session && session.expertId ? this.expert(session.expertId) : null;
  }

  decide() {
    return decide({
      ...{ sessions: this.sessions.values(), experts: this.experts.values() },
      ...{ profiles: this.profiles, services: this.services, now: this.now },
    });
  }

  /** Makes every offer that can be made. */
  route(): void {
    for (let choice = this.decide(); choice; choice = this.decide()) {
      const session = this.session(choice.sessionId);
      this.apply(
        offerSession({
          ...{ session, expert: this.expert(choice.expertId), decision: { id: this.newId(), ...choice } },
          ...{ offerId: this.newId(), service: this.service(session.serviceId), now: this.now },
        }),
      );
    }
  }
}
