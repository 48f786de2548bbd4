-- Sessions, experts, offers, timelines, decisions. A row is the domain's own document; the columns beside it are
-- generated from it.

create table rem.sessions (
  id uuid primary key generated always as ((data ->> 'id')::uuid) stored,
  -- The customer's wish this session answers: made by their page, the same again is the same session.
  request_id uuid unique,
  data jsonb not null,
  version int not null generated always as ((data ->> 'version')::int) stored,
  last_no int not null generated always as ((data ->> 'lastNo')::int) stored,
  state text not null generated always as (data ->> 'state') stored
    check (state in ('requested', 'waiting', 'offered', 'connecting', 'active', 'ended')),
  service_id uuid not null generated always as ((data ->> 'serviceId')::uuid) stored,
  branch_id uuid generated always as ((data ->> 'branchId')::uuid) stored,
  kiosk_id uuid generated always as ((data ->> 'kioskId')::uuid) stored,
  expert_id uuid generated always as ((data ->> 'expertId')::uuid) stored,
  language text not null generated always as (data ->> 'language') stored,
  customer_name text generated always as (data ->> 'customerName') stored,
  requested_at bigint not null generated always as ((data ->> 'requestedAt')::bigint) stored,
  accepted_at bigint generated always as ((data ->> 'acceptedAt')::bigint) stored,
  connected_at bigint generated always as ((data ->> 'connectedAt')::bigint) stored,
  ended_at bigint generated always as ((data ->> 'endedAt')::bigint) stored,
  held_ms bigint generated always as ((data ->> 'heldMs')::bigint) stored,
  outcome text generated always as (data ->> 'outcome') stored,
  reason text generated always as (data ->> 'reason') stored,
  -- What a session that has not ended needs: it cannot be removed from under it.
  needs_service_id uuid
    generated always as (case when data ->> 'state' <> 'ended' then (data ->> 'serviceId')::uuid end) stored
    references rem.services,
  needs_branch_id uuid
    generated always as (case when data ->> 'state' <> 'ended' then (data ->> 'branchId')::uuid end) stored
    references rem.branches,
  needs_kiosk_id uuid
    generated always as (case when data ->> 'state' <> 'ended' then (data ->> 'kioskId')::uuid end) stored
    references rem.kiosks,
  -- An ended session has exactly one outcome and its reason (I1), no other has one.
  check ((state = 'ended') = (outcome is not null)),
  check ((state = 'ended') = (reason is not null)),
  check ((state = 'ended') = (ended_at is not null))
);
-- An expert serves one session at a time (I2).
create unique index sessions_one_per_expert on rem.sessions (expert_id) where state in ('connecting', 'active');
create index sessions_alive on rem.sessions (requested_at) where state <> 'ended';
create index sessions_requested on rem.sessions (requested_at, id);
create index sessions_service on rem.sessions (service_id, requested_at);
create index sessions_branch on rem.sessions (branch_id, requested_at);
create index sessions_expert on rem.sessions (expert_id, requested_at);
create index sessions_accepted on rem.sessions (accepted_at);
create index sessions_ended on rem.sessions (ended_at);
create index sessions_needs_service on rem.sessions (needs_service_id) where needs_service_id is not null;
create index sessions_needs_branch on rem.sessions (needs_branch_id) where needs_branch_id is not null;
create index sessions_needs_kiosk on rem.sessions (needs_kiosk_id) where needs_kiosk_id is not null;

-- What a session ended as never changes. Its timeline may still grow: the wrap-up comes after the end.
create function rem.keep_ended() returns trigger language plpgsql as $$
begin
  if old.data - 'version' - 'lastNo' is distinct from new.data - 'version' - 'lastNo'
    or old.request_id is distinct from new.request_id
  then
    raise exception 'session % has ended and does not change', old.id using errcode = 'RM001';
  end if;
  return new;
end $$;
create trigger keep_ended before update on rem.sessions
  for each row when (old.state = 'ended') execute function rem.keep_ended();

create table rem.timeline (
  session_id uuid not null references rem.sessions on delete cascade,
  no int not null check (no > 0),
  at bigint not null,
  actor jsonb not null,
  what jsonb not null,
  primary key (session_id, no)
);
-- A chat message counts once, however often it is sent.
create unique index timeline_message on rem.timeline (session_id, (what ->> 'messageId'))
  where what ->> 'type' = 'chat:message';
-- A session is wrapped up once.
create unique index timeline_wrap_up on rem.timeline (session_id) where what ->> 'type' = 'wrapup:completed';
create trigger append_only before update on rem.timeline for each row execute function rem.refuse();

create table rem.experts (
  id uuid primary key generated always as ((data ->> 'id')::uuid) stored references rem.people on delete cascade,
  data jsonb not null,
  version int not null generated always as ((data ->> 'version')::int) stored,
  state text not null generated always as (data ->> 'state') stored
    check (state in ('offline', 'available', 'offered', 'busy', 'wrap_up', 'away'))
);

-- From when an expert was in which state; the next row ends the stretch.
create table rem.expert_state_log (
  expert_id uuid not null references rem.experts on delete cascade,
  version int not null,
  at bigint not null,
  state text not null,
  reason text,
  primary key (expert_id, version)
);
create index expert_state_log_at on rem.expert_state_log (expert_id, at);

create function rem.log_expert_state() returns trigger language plpgsql as $$
begin
  insert into rem.expert_state_log (expert_id, version, at, state, reason)
    values (new.id, new.version, (new.data ->> 'since')::bigint, new.state, new.data ->> 'reason');
  return null;
end $$;
create trigger log_first after insert on rem.experts for each row execute function rem.log_expert_state();
create trigger log_change after update on rem.experts for each row
  when (old.state <> new.state or old.data ->> 'reason' is distinct from new.data ->> 'reason')
  execute function rem.log_expert_state();

create table rem.offers (
  id uuid primary key generated always as ((data ->> 'id')::uuid) stored,
  data jsonb not null,
  session_id uuid not null generated always as ((data ->> 'sessionId')::uuid) stored
    references rem.sessions on delete cascade,
  expert_id uuid not null generated always as ((data ->> 'expertId')::uuid) stored,
  state text not null generated always as (data ->> 'state') stored
    check (state in ('open', 'accepted', 'declined', 'missed', 'withdrawn')),
  closed_at bigint generated always as ((data ->> 'closedAt')::bigint) stored
);
-- A session is on offer to one expert, an expert is asked one thing at a time (I2).
create unique index offers_one_per_session on rem.offers (session_id) where state = 'open';
create unique index offers_one_per_expert on rem.offers (expert_id) where state = 'open';
create index offers_session on rem.offers (session_id);
create index offers_expert on rem.offers (expert_id, closed_at);

create table rem.decisions (
  id uuid primary key generated always as ((data ->> 'id')::uuid) stored,
  data jsonb not null,
  session_id uuid not null generated always as ((data ->> 'sessionId')::uuid) stored
    references rem.sessions on delete cascade,
  at bigint not null generated always as ((data ->> 'at')::bigint) stored
);
create index decisions_session on rem.decisions (session_id, at);

-- A row of the console's list of sessions.
create view rem.session_rows as
  select
    s.id, s.state, s.service_id, s.branch_id, s.expert_id, s.language, s.customer_name, s.requested_at,
    s.accepted_at, s.connected_at, s.ended_at, s.outcome, s.reason,
    coalesce(service.data -> 'name', (select name from rem.former where id = s.service_id)) as service_name,
    coalesce(branch.name, (select name #>> '{}' from rem.former where id = s.branch_id)) as branch_name,
    coalesce(kiosk.name, (select name #>> '{}' from rem.former where id = s.kiosk_id)) as kiosk_name,
    coalesce(person.name, (select name #>> '{}' from rem.former where id = s.expert_id)) as expert_name,
    (
      select coalesce(disposition.name, (select name #>> '{}' from rem.former where id = wrap_up.disposition_id))
      from (
        select (what ->> 'dispositionId')::uuid as disposition_id
        from rem.timeline
        where session_id = s.id and what ->> 'type' = 'wrapup:completed'
      ) as wrap_up
      left join rem.dispositions as disposition on disposition.id = wrap_up.disposition_id
    ) as disposition
  from rem.sessions as s
  left join rem.services as service on service.id = s.service_id
  left join rem.branches as branch on branch.id = s.branch_id
  left join rem.kiosks as kiosk on kiosk.id = s.kiosk_id
  left join rem.people as person on person.id = s.expert_id;
