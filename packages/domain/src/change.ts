import type { Actor, Happening, TimelineEntry } from '@rem/protocol';
import type { Change, Decision, Expert, Offer, Session } from './state.ts';

export const system: Actor = { kind: 'system' };
export const customerActor: Actor = { kind: 'customer' };

/** What happened in a session at one moment, by whom. */
export interface Told {
  readonly actor: Actor;
  readonly what: Happening;
}

interface Parts {
  /** The session before (null: it is new) and after; omitted when no session is touched. */
  readonly session?: { readonly before: Session | null; readonly after: Session };
  readonly told?: readonly Told[];
  readonly expert?: { readonly before: Expert; readonly after: Expert } | null;
  readonly offer?: Offer;
  readonly decision?: Decision;
}

/** Puts a command's results together: versions grow by one, timeline entries get their numbers. */
export function makeChange(now: number, { session, told = [], expert, offer, decision }: Parts): Change {
  const entries: TimelineEntry[] = [];
  const sessions: Session[] = [];
  if (session) {
    const lastNo = session.before?.lastNo ?? 0;
    told.forEach((each, index) => {
      entries.push({ sessionId: session.after.id, no: lastNo + index + 1, at: now, ...each });
    });
    const version = (session.before?.version ?? 0) + 1;
    sessions.push({ ...session.after, version, lastNo: lastNo + told.length });
  }
  const experts: Expert[] = expert ? [{ ...expert.after, version: expert.before.version + 1 }] : [];
  return { sessions, experts, offers: offer ? [offer] : [], entries, decisions: decision ? [decision] : [] };
}
