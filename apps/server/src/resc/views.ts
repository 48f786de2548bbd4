import type { Expert, Session } from '@rem/domain';
import type { DeskView, LiveExpert, LiveSession, Localized, PeerState, SessionView } from '@rem/protocol';
import type { DirectoryCache, ExpertCard } from './directory-cache.ts';
import type { Place } from './queue-board.ts';

/** Everything pages draw is made here, of committed rows and the directory; nothing is asked of anybody. */

function serviceName(directory: DirectoryCache, serviceId: string): Localized {
  return directory.get('services', serviceId)?.name ?? { en: serviceId };
}

/** Names of where a session comes from, as views carry them. */
export function placeNames(directory: DirectoryCache, session: Session) {
  return {
    serviceName: serviceName(directory, session.serviceId),
    language: session.language,
    branchName: directory.get('branches', session.branchId)?.name ?? null,
    kioskName: directory.get('kiosks', session.kioskId)?.name ?? null,
    customerName: session.customerName,
  };
}

export function sessionView(
  directory: DirectoryCache,
  session: Session,
  seen: { readonly place: Place; readonly expert: ExpertCard | null; readonly peer: PeerState | null },
): SessionView {
  const { id, version, lastNo, serviceId, requestedAt } = session;
  return {
    ...{ id, version, lastNo, serviceId, requestedAt },
    ...placeNames(directory, session),
    phase: phaseOf(session, seen.place),
    expert: seen.expert,
    peer: seen.peer,
  };
}

function phaseOf(session: Session, place: Place): SessionView['phase'] {
  switch (session.state) {
    case 'requested':
    case 'waiting':
      return { state: 'waiting', ...place, ringing: false };
    case 'offered':
      return { state: 'waiting', ...place, ringing: true };
    case 'connecting':
      return { state: 'connecting', deadline: session.deadline };
    case 'active':
      return {
        ...{ state: 'active', connectedAt: session.connectedAt },
        ...{ held: session.heldSince !== null, absent: session.absent },
      };
    case 'ended':
      return {
        state: 'ended',
        outcome: session.outcome,
        reason: session.reason,
        endedAt: session.endedAt,
      };
  }
}

/** @param wrappedUp the session an expert in wrap-up wraps up; null when it is not at hand */
export function expertStateView(
  directory: DirectoryCache,
  expert: Expert,
  wrappedUp: Session | null,
): DeskView['expert'] {
  if (expert.state === 'away') return { state: 'away', reason: expert.reason };
  if (expert.state !== 'wrap_up') return { state: expert.state };
  const { sessionId, rule, endsAt } = expert;
  const service = directory.get('services', wrappedUp?.serviceId ?? null);
  const dispositions = (service?.dispositionIds ?? []).flatMap((id) => {
    const disposition = directory.get('dispositions', id);
    return disposition?.active ? [{ id, name: disposition.name }] : [];
  });
  return {
    ...{ state: 'wrap_up', sessionId, rule, endsAt, dispositions },
    serviceName: wrappedUp ? serviceName(directory, wrappedUp.serviceId) : { en: '–' },
    customerName: wrappedUp?.customerName ?? null,
  };
}

export function liveSession(session: Session): LiveSession {
  const { id, version, state, serviceId, branchId, kioskId, language, customerName, requestedAt, absent } =
    session;
  return {
    ...{ id, version, state, serviceId, branchId, kioskId, language, customerName, requestedAt, absent },
    connectedAt: 'connectedAt' in session ? session.connectedAt : null,
    held: session.state === 'active' && session.heldSince !== null,
    expertId: 'expertId' in session ? session.expertId : null,
  };
}

export function liveExpert(directory: DirectoryCache, expert: Expert): LiveExpert {
  const { id, version, state, since } = expert;
  return {
    ...{ id, version, state, since },
    name: directory.profiles.get(id)?.name ?? 'Expert',
    reason: expert.state === 'away' ? expert.reason : null,
    sessionId: 'sessionId' in expert ? expert.sessionId : null,
  };
}
