-- The audit log: append-only, each row chained to the one before by a hash over that row's hash and its own
-- content. The head is kept apart: it numbers the rows without gaps, makes writers take turns, and shows when the
-- newest rows were cut off.

create table rem.audit (
  no bigint primary key,
  at bigint not null,
  actor jsonb not null,
  action text not null,
  subject jsonb,
  before jsonb,
  after jsonb,
  address text,
  hash text not null,
  actor_id uuid generated always as ((actor ->> 'id')::uuid) stored
);
create index audit_at on rem.audit (at);
create index audit_action on rem.audit (action, no);
create index audit_actor on rem.audit (actor_id, no);

create table rem.audit_head (
  one boolean primary key default true check (one),
  no bigint not null,
  hash text not null
);
insert into rem.audit_head (no, hash) values (0, repeat('0', 64));

-- jsonb has one text form for equal content, so the hash can be computed again from what is stored.
create function rem.audit_hash(
  previous text, no bigint, at bigint, actor jsonb, action text, subject jsonb, before jsonb, after jsonb, address text
) returns text language sql stable as $$
  select encode(sha256(convert_to(
    previous || jsonb_build_array(no, at, actor, action, subject, before, after, address)::text, 'UTF8')), 'hex')
$$;

create function rem.audit_append(
  at bigint, actor jsonb, action text, subject jsonb, before jsonb, after jsonb, address text
) returns bigint language plpgsql as $$
declare
  head rem.audit_head;
  next_no bigint;
  next_hash text;
begin
  select * into strict head from rem.audit_head for update;
  next_no := head.no + 1;
  next_hash := rem.audit_hash(head.hash, next_no, at, actor, action, subject, before, after, address);
  insert into rem.audit (no, at, actor, action, subject, before, after, address, hash)
    values (next_no, at, actor, action, subject, before, after, address, next_hash);
  update rem.audit_head set no = next_no, hash = next_hash;
  return next_no;
end $$;

create function rem.refuse() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'RM001';
end $$;
create trigger append_only before update or delete on rem.audit
  for each row execute function rem.refuse();
create trigger append_only_all before truncate on rem.audit
  for each statement execute function rem.refuse();
