import type { WantedExpertState } from '@rem/protocol';
import { RemError } from '@rem/protocol';
import { makeChange } from './change.ts';
import { type ExpertEvent, stepExpert } from './expert.ts';
import type { Change, Expert, ExpertIn, SessionIn } from './state.ts';

/** How long an expert's desk may be gone before an idle expert counts as offline, ms [EXP5]. */
export const expertGraceMs = 30_000;

interface One {
  readonly expert: Expert;
  readonly now: number;
}

function stepped(expert: Expert, event: ExpertEvent): Change | null {
  const after = stepExpert(expert, event);
  return after === expert ? null : makeChange(event.at, { expert: { before: expert, after } });
}

/** The desk opened [EXP1]: an offline expert is away until they say they are ready; any other state stays. */
export function expertArrives({ expert, now }: One): Change | null {
  const arrived = expert.state === 'offline' ? stepExpert(expert, { type: 'arrive', at: now }) : expert;
  const after = arrived.absentSince === null ? arrived : stepExpert(arrived, { type: 'return', at: now });
  return after === expert ? null : makeChange(now, { expert: { before: expert, after } });
}

/** The expert chooses a state [EXP2]; during a session and its wrap-up it is kept for afterwards [EXP4]. */
export function setExpertState({
  expert,
  wanted,
  now,
}: One & { readonly wanted: WantedExpertState }): Change | null {
  switch (wanted.state) {
    case 'available':
      return stepped(expert, { type: 'ready', at: now });
    case 'away':
      return stepped(expert, { type: 'pause', at: now, reason: wanted.reason });
    case 'offline':
      return expert.state === 'offline' ? null : stepped(expert, { type: 'leave', at: now });
  }
}

/** The last desk of an expert disconnected; they get no offers until it is back [RTE5]. */
export function expertAbsent({ expert, now }: One): Change | null {
  return expert.absentSince === null ? stepped(expert, { type: 'absent', at: now }) : null;
}

/** The desk is back. */
export function expertReturned({ expert, now }: One): Change | null {
  return expert.absentSince === null ? null : stepped(expert, { type: 'return', at: now });
}

/** An idle expert whose desk stayed away is offline [EXP5]; offers, sessions and wrap-up have their own ends. */
export function expertAbsenceTimedOut({ expert, now }: One): Change | null {
  const gone = expert.absentSince !== null && expert.absentSince + expertGraceMs <= now;
  if (!gone || (expert.state !== 'available' && expert.state !== 'away')) return null;
  return stepped(expert, { type: 'leave', at: now });
}

/**
 * The expert is done with the session's paperwork, or its time ran out [EXP6].
 * @param input.session the ended session the wrap-up is of
 * @throws RemError `bad_request` when the rule asks for a disposition and none is given
 */
export function completeWrapUp(input: {
  readonly expert: Expert;
  readonly session: SessionIn<'ended'>;
  readonly done: { readonly dispositionId: string | null; readonly note: string };
  readonly now: number;
  readonly timedOut: boolean;
}): Change {
  const { session, done, now, timedOut } = input;
  const expert = wrappingUp(input.expert, session.id);
  if (expert.rule.mode === 'mandatory' && done.dispositionId === null) {
    throw new RemError('bad_request', 'dispositionId: this service asks for a disposition');
  }
  return makeChange(now, {
    session: { before: session, after: session },
    told: [
      {
        actor: timedOut ? { kind: 'system' } : { kind: 'expert', id: expert.id },
        what: { type: 'wrapup:completed', dispositionId: done.dispositionId, note: done.note, timedOut },
      },
    ],
    expert: { before: expert, after: stepExpert(expert, { type: 'finish', at: now }) },
  });
}

function wrappingUp(expert: Expert, sessionId: string): ExpertIn<'wrap_up'> {
  if (expert.state !== 'wrap_up' || expert.sessionId !== sessionId) throw new RemError('wrong_state');
  return expert;
}
