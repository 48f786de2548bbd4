-- The directory: who and what there is. The fields of a record are one JSON document, parsed by the program on
-- reading; columns that are searched, sorted or referred to are generated from it, so that they cannot differ.
-- Everywhere: instants are bigint milliseconds since 1970-01-01T00:00Z, hashes are SHA-256 in hex.

create table rem.skills (
  id uuid primary key,
  version int not null default 1,
  data jsonb not null,
  name text not null generated always as (data ->> 'name') stored
);
create unique index skills_name on rem.skills (lower(name));

create table rem.dispositions (
  id uuid primary key,
  version int not null default 1,
  data jsonb not null,
  name text not null generated always as (data ->> 'name') stored
);
create unique index dispositions_name on rem.dispositions (lower(name));

create table rem.services (
  id uuid primary key,
  version int not null default 1,
  data jsonb not null,
  name text not null generated always as (data -> 'name' ->> 'en') stored,
  position int not null generated always as ((data ->> 'position')::int) stored
);
create unique index services_name on rem.services (lower(name));

create table rem.branches (
  id uuid primary key,
  version int not null default 1,
  data jsonb not null,
  name text not null generated always as (data ->> 'name') stored
);
create unique index branches_name on rem.branches (lower(name));

create table rem.kiosks (
  id uuid primary key,
  version int not null default 1,
  data jsonb not null,
  name text not null generated always as (data ->> 'name') stored,
  branch_id uuid not null generated always as ((data ->> 'branchId')::uuid) stored
    references rem.branches,
  -- A code that makes one browser this kiosk's, once.
  enrol_code_hash text unique,
  enrol_code_expires_at bigint,
  token_hash text unique,
  enrolled_at bigint,
  last_seen_at bigint,
  check ((enrol_code_hash is null) = (enrol_code_expires_at is null)),
  check ((token_hash is null) = (enrolled_at is null))
);
create unique index kiosks_name on rem.kiosks (branch_id, lower(name));

create table rem.people (
  id uuid primary key,
  version int not null default 1,
  data jsonb not null,
  sign_in_name text not null generated always as (data ->> 'signInName') stored,
  name text not null generated always as (data ->> 'name') stored,
  title text not null generated always as (data ->> 'title') stored,
  active boolean not null generated always as ((data ->> 'active')::boolean) stored,
  password_hash text not null,
  failures int not null default 0,
  locked_until bigint
);
create unique index people_sign_in_name on rem.people (lower(sign_in_name));

-- What refers to what. Filled by triggers from the documents, so that foreign keys guard references in both
-- directions: nothing can name what is not there, and what is named cannot be removed.

create table rem.service_skills (
  service_id uuid not null references rem.services on delete cascade,
  skill_id uuid not null references rem.skills,
  primary key (service_id, skill_id)
);
create index service_skills_skill on rem.service_skills (skill_id);

create table rem.service_dispositions (
  service_id uuid not null references rem.services on delete cascade,
  disposition_id uuid not null references rem.dispositions,
  primary key (service_id, disposition_id)
);
create index service_dispositions_disposition on rem.service_dispositions (disposition_id);

create table rem.kiosk_services (
  kiosk_id uuid not null references rem.kiosks on delete cascade,
  service_id uuid not null references rem.services,
  primary key (kiosk_id, service_id)
);
create index kiosk_services_service on rem.kiosk_services (service_id);

create table rem.person_skills (
  person_id uuid not null references rem.people on delete cascade,
  skill_id uuid not null references rem.skills,
  primary key (person_id, skill_id)
);
create index person_skills_skill on rem.person_skills (skill_id);

create function rem.link_service() returns trigger language plpgsql as $$
begin
  delete from rem.service_skills where service_id = new.id;
  insert into rem.service_skills
    select new.id, key::uuid from jsonb_object_keys(new.data -> 'requiredSkills') as key;
  delete from rem.service_dispositions where service_id = new.id;
  insert into rem.service_dispositions
    select distinct new.id, value::uuid from jsonb_array_elements_text(new.data -> 'dispositionIds') as value;
  return null;
end $$;
create trigger link after insert or update of data on rem.services
  for each row execute function rem.link_service();

create function rem.link_kiosk() returns trigger language plpgsql as $$
begin
  delete from rem.kiosk_services where kiosk_id = new.id;
  if jsonb_typeof(new.data -> 'serviceIds') = 'array' then
    insert into rem.kiosk_services
      select distinct new.id, value::uuid from jsonb_array_elements_text(new.data -> 'serviceIds') as value;
  end if;
  return null;
end $$;
create trigger link after insert or update of data on rem.kiosks
  for each row execute function rem.link_kiosk();

create function rem.link_person() returns trigger language plpgsql as $$
begin
  delete from rem.person_skills where person_id = new.id;
  insert into rem.person_skills
    select new.id, key::uuid from jsonb_object_keys(new.data -> 'skills') as key;
  return null;
end $$;
create trigger link after insert or update of data on rem.people
  for each row execute function rem.link_person();

-- Names of what was removed: past sessions go on saying what and who they were.
create table rem.former (
  id uuid primary key,
  -- A text, or the texts by language of a service.
  name jsonb not null
);

create function rem.remember_name() returns trigger language plpgsql as $$
begin
  insert into rem.former (id, name) values (old.id, old.data -> 'name')
    on conflict (id) do update set name = excluded.name;
  return null;
end $$;
create trigger remember after delete on rem.services for each row execute function rem.remember_name();
create trigger remember after delete on rem.branches for each row execute function rem.remember_name();
create trigger remember after delete on rem.kiosks for each row execute function rem.remember_name();
create trigger remember after delete on rem.dispositions for each row execute function rem.remember_name();
create trigger remember after delete on rem.people for each row execute function rem.remember_name();

-- Signed-in browsers and keys of other programs.

create table rem.logins (
  token_hash text primary key,
  account_id uuid not null references rem.people on delete cascade,
  address text not null,
  user_agent text not null,
  created_at bigint not null,
  last_seen_at bigint not null,
  expires_at bigint not null
);
create index logins_account on rem.logins (account_id);
create index logins_expiry on rem.logins (expires_at);

create table rem.api_keys (
  id uuid primary key,
  name text not null,
  key_hash text not null unique,
  created_at bigint not null,
  last_used_at bigint,
  revoked_at bigint
);
