import type { Figures } from '@rem/protocol';

/** What the records of a day say of one expert; times in ms since 1970. */
export interface ExpertDayFacts {
  /** Sessions they accepted that day. */
  readonly sessions: readonly {
    readonly acceptedAt: number;
    readonly connectedAt: number | null;
    readonly endedAt: number | null;
    readonly wrappedUpAt: number | null;
    readonly heldMs: number;
  }[];
  readonly missed: number;
  readonly declined: number;
  /** When they were available; an open end is still running. */
  readonly available: readonly { readonly from: number; readonly to: number | null }[];
}

/**
 * Today's own figures. Served: sessions that became calls and ended. Talk time: connect to end (or now), holds
 * included. Average handle time: accept to the end of wrap-up (or of the call where there was none), by the usual
 * definition (talk + hold + after-call work) ÷ handled.
 */
export function dayFigures(facts: ExpertDayFacts, now: number): Figures {
  const calls = facts.sessions.filter((each) => each.connectedAt !== null);
  const ended = calls.filter((each) => each.endedAt !== null);
  const talkMs = sum(calls.map((each) => (each.endedAt ?? now) - (each.connectedAt ?? now)));
  const handled = sum(ended.map((each) => (each.wrappedUpAt ?? each.endedAt ?? now) - each.acceptedAt));
  return {
    served: ended.length,
    missed: facts.missed,
    declined: facts.declined,
    talkMs,
    averageHandleMs: ended.length === 0 ? null : Math.round(handled / ended.length),
    availableMs: sum(facts.available.map(({ from, to }) => (to ?? now) - from)),
  };
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, each) => total + Math.max(0, each), 0);
