import type { Service, ServiceTimers } from '@rem/protocol';
import { absenceTimedOut, connectingTimedOut } from './absence.ts';
import { missOffer } from './offering.ts';
import type { Change, Expert, Session } from './state.ts';
import { expertAbsenceTimedOut, expertGraceMs } from './working.ts';

/** When something must be looked at again, and why. */
export interface Alarm<Kind extends string> {
  readonly at: number;
  readonly kind: Kind;
}

function earliest<K extends string>(alarms: readonly (Alarm<K> | null)[]): Alarm<K> | null {
  return alarms.reduce((first, each) => (each && (!first || each.at < first.at) ? each : first), null);
}

/**
 * The session's next alarm, which may be past; null when none can come. `refusal` is when an expert who declined may be asked again:
 * only routing has to run then.
 */
export function sessionAlarm(
  session: Session,
  timers: ServiceTimers,
  now: number,
): Alarm<'offer' | 'connecting' | 'absence' | 'refusal'> | null {
  if (session.state === 'ended') return null;
  const absence = (since: number | null) =>
    since === null ? null : ({ at: since + timers.absence * 1000, kind: 'absence' } as const);
  const refusals = session.state === 'waiting' ? session.refusals.filter(({ until }) => until > now) : [];
  return earliest<'offer' | 'connecting' | 'absence' | 'refusal'>([
    absence(session.absent.customer),
    absence(session.absent.expert),
    session.state === 'offered' ? { at: session.expiresAt, kind: 'offer' } : null,
    session.state === 'connecting' ? { at: session.deadline, kind: 'connecting' } : null,
    ...refusals.map(({ until }) => ({ at: until, kind: 'refusal' }) as const),
  ]);
}

/** The expert's next alarm. */
export function expertAlarm(expert: Expert): Alarm<'wrap_up' | 'absence'> | null {
  const idle = expert.state === 'available' || expert.state === 'away';
  return earliest<'wrap_up' | 'absence'>([
    expert.state === 'wrap_up' && expert.endsAt !== null ? { at: expert.endsAt, kind: 'wrap_up' } : null,
    idle && expert.absentSince !== null ? { at: expert.absentSince + expertGraceMs, kind: 'absence' } : null,
  ]);
}

/**
 * What the session's alarm does now; null when nothing is due but routing.
 * @param input.expert the session's expert when it has one
 */
export function sessionDue(input: {
  readonly session: Session;
  readonly expert: Expert | null;
  readonly service: Service;
  readonly now: number;
}): Change | null {
  const { session, expert, now } = input;
  const alarm = sessionAlarm(session, input.service.timers, now);
  if (!alarm || alarm.at > now) return null;
  if (alarm.kind === 'absence') return absenceTimedOut(input);
  if (session.state === 'offered' && expert) return missOffer({ session, expert, now });
  if (session.state === 'connecting') return connectingTimedOut({ session, expert, now });
  return null;
}

/** What an idle expert's alarm does now; a wrap-up's end needs its session and is `completeWrapUp`. */
export function expertDue(input: { readonly expert: Expert; readonly now: number }): Change | null {
  return expertAbsenceTimedOut(input);
}
