import type { ExpertDayFacts } from '@rem/domain';
import type { Connection } from '../database.ts';
import type { LiveDay } from '../store.ts';

/** @param now a stretch that is still open is cut at `to` when that has passed, else left open */
export async function expertDay(
  connection: Connection,
  expertId: string,
  from: number,
  to: number,
  now: number,
): Promise<ExpertDayFacts> {
  const values = [expertId, from, to];
  const sessions = await connection.query<ExpertDayFacts['sessions'][number]>(
    `select s.accepted_at as "acceptedAt", s.connected_at as "connectedAt", s.ended_at as "endedAt",
       coalesce(s.held_ms, 0) as "heldMs", t.at as "wrappedUpAt"
     from rem.sessions as s
     left join rem.timeline as t on t.session_id = s.id and t.what ->> 'type' = 'wrapup:completed'
     where s.expert_id = $1 and s.accepted_at >= $2 and s.accepted_at < $3
     order by s.accepted_at`,
    values,
  );
  const [closed] = await connection.query<{ missed: number; declined: number }>(
    `select count(*) filter (where state = 'missed') as missed,
       count(*) filter (where state = 'declined') as declined
     from rem.offers where expert_id = $1 and closed_at >= $2 and closed_at < $3`,
    values,
  );
  const available = await connection.query<ExpertDayFacts['available'][number]>(
    `with stretch as (
       select state, at, lead(at) over (order by version) as until
       from rem.expert_state_log
       where expert_id = $1 and at >= coalesce(
         (select max(at) from rem.expert_state_log where expert_id = $1 and at < $2), $2)
     )
     select greatest(at, $2) as "from", least(until, case when $3::bigint <= $4::bigint then $3::bigint end) as "to"
     from stretch where state = 'available' and at < $3 and (until is null or until > $2)
     order by at`,
    [...values, now],
  );
  return { sessions, missed: closed?.missed ?? 0, declined: closed?.declined ?? 0, available };
}

/** Answered: accepted by an expert; a session that goes back to the queue counts when it is answered again. */
export async function liveDay(connection: Connection, from: number, thresholdMs: number): Promise<LiveDay> {
  const [day] = await connection.query<LiveDay>(
    `select
       (select count(*) from rem.sessions where accepted_at >= $1) as answered,
       (select count(*) from rem.sessions where accepted_at >= $1 and accepted_at - requested_at <= $2)
         as "answeredInTime",
       (select count(*) from rem.sessions where ended_at >= $1 and outcome = 'abandoned') as abandoned`,
    [from, thresholdMs],
  );
  return day ?? { answered: 0, abandoned: 0, answeredInTime: 0 };
}
