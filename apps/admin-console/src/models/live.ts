import type { LiveExpert, LiveSession, LiveSummary, PageLanguage } from '@rem/protocol';
import type { ShownState } from '@rem/ui';
import { type Directory, nameIn } from './directory.ts';

/** A wait longer than this (ms) is past the service level: the share in the summary counts answers within it. */
export const serviceLevelMs = 20_000;

/** The supervisor's picture as the live line tells it. */
interface Picture {
  readonly sessions: readonly LiveSession[];
  readonly experts: readonly LiveExpert[];
  readonly summary: LiveSummary;
}

interface Place {
  readonly id: string;
  readonly customer: string | null;
  readonly service: string;
  /** Kiosk and branch, as far as they are known. */
  readonly place: string;
  readonly language: string;
}

export interface WaitingRow extends Place {
  readonly state: 'requested' | 'waiting' | 'offered';
  readonly waitedMs: number;
  readonly late: boolean;
  /** Whom it is offered to now. */
  readonly ringsAt: string | null;
}

export interface ServedRow extends Place {
  readonly state: 'connecting' | 'active' | 'held' | 'absent';
  readonly expert: string;
  readonly talkedMs: number | null;
  readonly absent: 'customer' | 'expert' | null;
}

export interface ExpertRow {
  readonly id: string;
  readonly name: string;
  readonly state: LiveExpert['state'];
  readonly reason: LiveExpert['reason'];
  readonly sinceMs: number;
  readonly since: number;
}

export interface LiveModel {
  readonly waiting: readonly WaitingRow[];
  readonly served: readonly ServedRow[];
  readonly experts: readonly ExpertRow[];
  readonly summary: LiveSummary;
}

/** Experts in this order: who rings and talks, who could, who cannot. */
const expertOrder: readonly LiveExpert['state'][] = [
  'offered',
  'busy',
  'wrap_up',
  'available',
  'away',
  'offline',
];

const isWaiting = (state: LiveSession['state']): state is WaitingRow['state'] =>
  state === 'requested' || state === 'waiting' || state === 'offered';

function servedState({ state, held, absent }: LiveSession): ServedRow['state'] {
  if (absent.customer !== null || absent.expert !== null) return 'absent';
  if (state === 'connecting') return 'connecting';
  return held ? 'held' : 'active';
}

/** Everything the live page shows at `now` (the server's clock, ms). Longest waits, longest calls first. */
export function liveModel(
  { sessions, experts, summary }: Picture,
  known: { readonly directory: Directory; readonly language: PageLanguage; readonly unknown: string },
  now: number,
): LiveModel {
  const { directory, language, unknown } = known;
  const expertName = (id: string | null): string | null =>
    id === null ? null : (experts.find((each) => each.id === id)?.name ?? unknown);
  const place = (session: LiveSession): Place => ({
    id: session.id,
    customer: session.customerName,
    service: nameIn(directory, 'services', session.serviceId, language) ?? unknown,
    place: [
      nameIn(directory, 'branches', session.branchId, language),
      nameIn(directory, 'kiosks', session.kioskId, language),
    ]
      .filter((name) => name !== undefined)
      .join(' · '),
    language: session.language,
  });
  const waiting = sessions
    .filter(({ state }) => isWaiting(state))
    .sort((a, b) => a.requestedAt - b.requestedAt)
    .map((session): WaitingRow => {
      const waitedMs = Math.max(0, now - session.requestedAt);
      return {
        ...place(session),
        state: isWaiting(session.state) ? session.state : 'waiting',
        waitedMs,
        late: waitedMs > serviceLevelMs,
        ringsAt: session.state === 'offered' ? expertName(session.expertId) : null,
      };
    });
  const served = sessions
    .filter(({ state }) => state === 'connecting' || state === 'active')
    .sort((a, b) => (a.connectedAt ?? now) - (b.connectedAt ?? now))
    .map(
      (session): ServedRow => ({
        ...place(session),
        state: servedState(session),
        expert: expertName(session.expertId) ?? unknown,
        talkedMs: session.connectedAt === null ? null : Math.max(0, now - session.connectedAt),
        absent:
          session.absent.customer !== null ? 'customer' : session.absent.expert !== null ? 'expert' : null,
      }),
    );
  return {
    waiting,
    served,
    experts: experts
      .map(({ id, name, state, reason, since }) => ({
        ...{ id, name, state, reason, since },
        sinceMs: Math.max(0, now - since),
      }))
      .sort(
        (a, b) =>
          expertOrder.indexOf(a.state) - expertOrder.indexOf(b.state) ||
          a.since - b.since ||
          a.name.localeCompare(b.name, language),
      ),
    summary: { ...summary, waiting: waiting.length, longestWaitMs: waiting[0]?.waitedMs ?? 0 },
  };
}

/** How many experts are in each state that somebody is in, in the page's order. */
export function expertCounts(
  experts: readonly Pick<ExpertRow, 'state'>[],
): readonly { readonly state: LiveExpert['state'] & ShownState; readonly count: number }[] {
  return expertOrder
    .map((state) => ({ state, count: experts.filter((expert) => expert.state === state).length }))
    .filter(({ count }) => count > 0);
}
