import type { OfferReason, Service } from '@rem/protocol';
import { byPlace } from './queue.ts';
import type { Candidate, Decision, Expert, ExpertProfile, Session, SessionIn } from './state.ts';

/** Everything a routing decision is made on; nothing else may influence it (decision 1). */
export interface RoutingInput {
  readonly sessions: Iterable<Session>;
  readonly experts: Iterable<Expert>;
  readonly profiles: ReadonlyMap<string, ExpertProfile>;
  readonly services: ReadonlyMap<string, Service>;
  readonly now: number;
}

/** A decision before it has an id. */
export type Choice = Omit<Decision, 'id'>;

/** How many candidates a decision names one by one; the rest is counted. */
const namedCandidates = 20;

/** Nearest to being chosen first. */
const verdictOrder: readonly Candidate['verdict'][] = [
  'chosen',
  'idle_shorter',
  'refused',
  'absent',
  'not_available',
  'level_too_low',
  'lacks_skill',
  'lacks_language',
  'inactive',
];

function primary(tag: string): string {
  const end = tag.indexOf('-');
  return end === -1 ? tag : tag.slice(0, end);
}

/** What stands against this expert serving this service in this language, whatever they do now; null: nothing. */
function unfit(
  profile: ExpertProfile | undefined,
  service: Service,
  language: string,
): Omit<Candidate, 'expertId'> | null {
  if (!profile?.active) return { verdict: 'inactive' };
  if (!profile.languages.some((spoken) => primary(spoken) === primary(language)))
    return { verdict: 'lacks_language' };
  for (const [skillId, required] of Object.entries(service.requiredSkills)) {
    const level = profile.skills[skillId];
    if (level === undefined) return { verdict: 'lacks_skill', skillId };
    if (level < required) return { verdict: 'level_too_low', skillId };
  }
  return null;
}

/** Whether this expert, if free, could serve this service in this language [RTE3]. */
export function canServe(profile: ExpertProfile | undefined, service: Service, language: string): boolean {
  return unfit(profile, service, language) === null;
}

/** What stands against offering right now [RTE4–RTE6]; null: nothing. */
function hindrance(expert: Expert, session: Session, now: number): Candidate['verdict'] | null {
  if (expert.state !== 'available') return 'not_available';
  if (expert.absentSince !== null) return 'absent';
  const refused = session.refusals.some((refusal) => refusal.expertId === expert.id && refusal.until > now);
  return refused ? 'refused' : null;
}

/** Longest idle first, then the id [RTE2]. */
const byIdle = (a: Expert, b: Expert): number => a.idleSince - b.idleSince || (a.id < b.id ? -1 : 1);

/**
 * The next offer to make: the first session in the queue's order that some free expert can serve, and among those
 * experts the one longest idle. Pure: the same input gives the same answer, so every decision can be replayed.
 * @returns null when nobody who waits can be offered to anybody
 */
export function decide(input: RoutingInput): Choice | null {
  const { profiles, services, now } = input;
  const all = [...input.experts];
  const free = all.filter((expert) => expert.state === 'available' && expert.absentSince === null);
  if (free.length === 0) return null;
  /** Kinds of wish (service and language) that no free expert can serve: asked once, not once a session. */
  const hopeless = new Set<string>();
  const waiting = [...input.sessions].filter((session) => session.state === 'waiting').sort(byPlace);
  for (const session of waiting) {
    const service = services.get(session.serviceId);
    const kind = `${session.serviceId} ${session.language}`;
    if (!service || hopeless.has(kind)) continue;
    const able = free.filter((expert) => canServe(profiles.get(expert.id), service, session.language));
    if (able.length === 0) hopeless.add(kind);
    const chosen = able
      .filter((expert) => hindrance(expert, session, now) === null)
      .reduce<Expert | null>((first, each) => (first && byIdle(first, each) < 0 ? first : each), null);
    if (chosen) return explain(input, all, session, service, chosen);
  }
  return null;
}

function explain(
  input: RoutingInput,
  experts: readonly Expert[],
  session: SessionIn<'waiting'>,
  service: Service,
  chosen: Expert,
): Choice {
  const { profiles, now } = input;
  const counts: Decision['counts'] = {};
  const candidates = new Map<Candidate['verdict'], Candidate[]>();
  for (const expert of experts) {
    const against = unfit(profiles.get(expert.id), service, session.language);
    const candidate: Candidate = against
      ? { expertId: expert.id, ...against }
      : {
          expertId: expert.id,
          verdict: hindrance(expert, session, now) ?? (expert === chosen ? 'chosen' : 'idle_shorter'),
          idleMs: Math.max(0, now - expert.idleSince),
        };
    counts[candidate.verdict] = (counts[candidate.verdict] ?? 0) + 1;
    const alike = candidates.get(candidate.verdict);
    if (alike) alike.push(candidate);
    else candidates.set(candidate.verdict, [candidate]);
  }
  return {
    ...{ sessionId: session.id, sessionVersion: session.version },
    ...{ expertId: chosen.id, expertVersion: chosen.version },
    ...{ at: now, strategy: 'longest_idle', waitedMs: Math.max(0, now - session.requestedAt) },
    ...{ counts, candidates: nearest(candidates) },
  };
}

/** The candidates to name: by how near they were to being chosen, then by idle time. Only what is named is sorted. */
function nearest(candidates: ReadonlyMap<Candidate['verdict'], Candidate[]>): Candidate[] {
  const named: Candidate[] = [];
  for (const verdict of verdictOrder) {
    if (named.length >= namedCandidates) break;
    const alike = candidates.get(verdict) ?? [];
    named.push(...alike.sort((a, b) => (b.idleMs ?? 0) - (a.idleMs ?? 0)));
  }
  return named.slice(0, namedCandidates);
}

/** Why this expert, for the card on their desk: the skills asked for, the language, the idle time. */
export function offerReasons(input: {
  readonly decision: Pick<Decision, 'counts' | 'candidates' | 'expertId'>;
  readonly profile: ExpertProfile;
  readonly service: Service;
  readonly language: string;
  readonly skillName: (skillId: string) => string;
}): OfferReason[] {
  const { decision, profile, service, language, skillName } = input;
  const skills = Object.entries(service.requiredSkills).map(
    ([skillId, required]): OfferReason => ({
      code: 'skill',
      skill: skillName(skillId),
      level: profile.skills[skillId] ?? 0,
      required,
    }),
  );
  const idleMs = decision.candidates.find((each) => each.expertId === decision.expertId)?.idleMs ?? 0;
  const among = (decision.counts.chosen ?? 0) + (decision.counts.idle_shorter ?? 0);
  return [...skills, { code: 'language', language }, { code: 'longest_idle', idleMs, among }];
}
