import type { AwayReason, WrapUpRule } from '@rem/protocol';
import { RemError } from '@rem/protocol';
import type { Expert, ExpertIn, ExpertState } from './state.ts';

/** Everything that can happen to an expert. */
export type ExpertEvent =
  | { readonly type: 'arrive'; readonly at: number }
  | { readonly type: 'leave'; readonly at: number }
  | { readonly type: 'ready'; readonly at: number }
  | { readonly type: 'pause'; readonly at: number; readonly reason: AwayReason }
  | { readonly type: 'offer'; readonly at: number; readonly sessionId: string; readonly offerId: string }
  | { readonly type: 'accept'; readonly at: number }
  | { readonly type: 'decline'; readonly at: number }
  | { readonly type: 'miss'; readonly at: number }
  | { readonly type: 'withdraw'; readonly at: number }
  | { readonly type: 'release'; readonly at: number; readonly rule: WrapUpRule }
  | { readonly type: 'drop'; readonly at: number; readonly to: 'offline' | 'no_media' | 'after' }
  | { readonly type: 'finish'; readonly at: number }
  | { readonly type: 'absent'; readonly at: number }
  | { readonly type: 'return'; readonly at: number };

type EventOf<T extends ExpertEvent['type']> = Extract<ExpertEvent, { type: T }>;
type Moves<S extends ExpertState> = {
  readonly [T in ExpertEvent['type']]?: (expert: ExpertIn<S>, event: EventOf<T>) => Expert;
};

function base(expert: Expert) {
  const { id, version, since, idleSince, absentSince, after } = expert;
  return { id, version, since, idleSince, absentSince, after };
}

const toOffline = (expert: Expert, { at }: { at: number }): Expert => ({
  ...base(expert),
  ...{ state: 'offline', since: at, after: 'available' },
});

/** Available with the idle time counted anew. */
const toAvailable = (expert: Expert, { at }: { at: number }): Expert => ({
  ...base(expert),
  ...{ state: 'available', since: at, idleSince: at, after: 'available' },
});

const toAway = (expert: Expert, at: number, reason: AwayReason): Expert => ({
  ...base(expert),
  ...{ state: 'away', since: at, reason, after: 'available' },
});

const toAfter = (expert: Expert, event: { at: number }): Expert =>
  expert.after === 'available' ? toAvailable(expert, event) : toAway(expert, event.at, 'other');

function toWrapUp(expert: ExpertIn<'busy'>, { at, rule }: EventOf<'release'>): Expert {
  if (rule.mode === 'none') return toAfter(expert, { at });
  const endsAt = rule.mode === 'timed' ? at + rule.seconds * 1000 : null;
  return { ...base(expert), ...{ state: 'wrap_up', since: at, sessionId: expert.sessionId, rule, endsAt } };
}

const presence = {
  absent: (expert: Expert, event: EventOf<'absent'>): Expert => ({ ...expert, absentSince: event.at }),
  return: (expert: Expert): Expert => ({ ...expert, absentSince: null }),
};
/** While with a customer, a wish to be ready or away is kept for afterwards. */
const later = {
  ready: (expert: Expert): Expert => ({ ...expert, after: 'available' }),
  pause: (expert: Expert): Expert => ({ ...expert, after: 'away' }),
};

/**
 * The one transition table of an expert.
 *
 * ```
 * offline ──arrive──▶ away(signed_in) ──ready──▶ available ──offer──▶ offered ──accept──▶ busy ──release──▶ wrap_up
 *    ▲                 ▲ ▲   ▲   │                ▲ ▲  │ ▲               │ │                │                │
 *    ├──────leave──────┼─┘   │   └──leave──▶      │ │  │ └─decline,──────┘ │                │                │
 *    │                 │     └──────pause─────────┼─┼──┘   withdraw        │                │                │
 *    │                 └────────────miss──────────┼─┼──────────────────────┘                │                │
 *    │                                            │ └─────release (no wrap-up)──────────────┤                │
 *    │                                            └──────────────finish─────────────────────┼────────────────┘
 *    └────────────────────────────drop (lost)────────────────────────────────────────────────┘
 * any ⟲ absent, return      busy, wrap_up ⟲ ready, pause (kept for afterwards)
 * ```
 */
export const expertTable: { readonly [S in ExpertState]: Moves<S> } = {
  offline: { ...presence, arrive: (expert, { at }) => toAway(expert, at, 'signed_in') },
  available: {
    ...presence,
    ready: (expert) => expert,
    pause: (expert, { at, reason }) => toAway(expert, at, reason),
    leave: toOffline,
    offer: (expert, { at, sessionId, offerId }) => ({
      ...base(expert),
      ...{ state: 'offered', since: at, sessionId, offerId },
    }),
  },
  offered: {
    ...presence,
    accept: (expert, { at }) => ({
      ...base(expert),
      ...{ state: 'busy', since: at, sessionId: expert.sessionId, after: 'available' },
    }),
    decline: toAvailable,
    miss: (expert, { at }) => toAway(expert, at, 'missed_offer'),
    withdraw: (expert, { at }) => ({ ...toAvailable(expert, { at }), idleSince: expert.idleSince }),
  },
  busy: {
    ...presence,
    ...later,
    release: toWrapUp,
    drop: (expert, { at, to }) => {
      if (to === 'offline') return toOffline(expert, { at });
      return to === 'no_media' ? toAway(expert, at, 'no_media') : toAfter(expert, { at });
    },
  },
  wrap_up: { ...presence, ...later, finish: toAfter },
  away: {
    ...presence,
    ready: toAvailable,
    pause: (expert, { at, reason }) => (expert.reason === reason ? expert : toAway(expert, at, reason)),
    leave: toOffline,
  },
};

/**
 * The expert after `event`; the version is not changed here.
 * @throws RemError `wrong_state` for a move the table does not have.
 */
export function stepExpert(expert: Expert, event: ExpertEvent): Expert {
  // As in stepSession: looking up row and cell at once loses the tie between them.
  const move = expertTable[expert.state][event.type] as
    | ((expert: Expert, event: ExpertEvent) => Expert)
    | undefined;
  if (move) return move(expert, event);
  throw new RemError('wrong_state', `an expert who is ${expert.state} takes no "${event.type}"`);
}

/** An expert who has never worked yet. */
export function newExpert(id: string, now: number): ExpertIn<'offline'> {
  return {
    id,
    version: 1,
    state: 'offline',
    since: now,
    idleSince: now,
    absentSince: now,
    after: 'available',
  };
}
