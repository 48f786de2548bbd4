-- Writes one change of the domain, whole or not at all, in one round trip. A row of version 1 is new; any other
-- replaces the row of the version before it.
-- RM409: what the change was decided on is no longer so. RM001: the change contradicts itself.

create function rem.commit_session(next jsonb, entries int, request uuid) returns void language plpgsql as $$
declare
  stored_version int := 0;
  stored_no int := 0;
begin
  if (next ->> 'version')::int > 1 then
    select version, last_no into stored_version, stored_no from rem.sessions
      where id = (next ->> 'id')::uuid for no key update;
    if stored_version is distinct from (next ->> 'version')::int - 1 then
      raise exception 'session % is at version %', next ->> 'id', stored_version using errcode = 'RM409';
    end if;
  end if;
  if stored_no + entries <> (next ->> 'lastNo')::int then
    raise exception 'session %: % entries after number % do not lead to %',
      next ->> 'id', entries, stored_no, next ->> 'lastNo' using errcode = 'RM001';
  end if;
  if stored_version = 0 then
    insert into rem.sessions (data, request_id) values (next, request);
  else
    update rem.sessions set data = next where id = (next ->> 'id')::uuid;
  end if;
end $$;

create function rem.commit_expert(next jsonb) returns void language plpgsql as $$
begin
  if (next ->> 'version')::int = 1 then
    insert into rem.experts (data) values (next);
    return;
  end if;
  update rem.experts set data = next
    where id = (next ->> 'id')::uuid and version = (next ->> 'version')::int - 1;
  if not found then
    raise exception 'expert % is not at version %', next ->> 'id', (next ->> 'version')::int - 1
      using errcode = 'RM409';
  end if;
end $$;

-- What closed stays as it closed.
create function rem.commit_offer(next jsonb) returns void language plpgsql as $$
begin
  insert into rem.offers (data) values (next)
    on conflict (id) do update set data = excluded.data where offers.state = 'open';
  if not found then
    raise exception 'offer % is closed', next ->> 'id' using errcode = 'RM409';
  end if;
end $$;

create function rem.commit_change(change jsonb, request uuid) returns void language plpgsql as $$
declare
  each jsonb;
  own_entries int;
  known_entries int := 0;
begin
  -- In order of id, so that two changes of the same rows wait for each other and never in a circle.
  for each in select value from jsonb_array_elements(change -> 'sessions') order by value ->> 'id' loop
    select count(*) into own_entries
      from jsonb_array_elements(change -> 'entries') where value ->> 'sessionId' = each ->> 'id';
    known_entries := known_entries + own_entries;
    perform rem.commit_session(each, own_entries, request);
  end loop;
  if known_entries <> jsonb_array_length(change -> 'entries') then
    raise exception 'an entry belongs to no session of the change' using errcode = 'RM001';
  end if;
  for each in select value from jsonb_array_elements(change -> 'experts') order by value ->> 'id' loop
    perform rem.commit_expert(each);
  end loop;
  -- Closing first: one offer may make room for the next.
  for each in
    select value from jsonb_array_elements(change -> 'offers') order by value ->> 'state' = 'open', value ->> 'id'
  loop
    perform rem.commit_offer(each);
  end loop;
  insert into rem.timeline (session_id, no, at, actor, what)
    select (value ->> 'sessionId')::uuid, (value ->> 'no')::int, (value ->> 'at')::bigint,
      value -> 'actor', value -> 'what'
    from jsonb_array_elements(change -> 'entries');
  insert into rem.decisions (data) select value from jsonb_array_elements(change -> 'decisions');
end $$;
