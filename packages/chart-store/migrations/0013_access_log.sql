-- The access log: one row per request, per version written and per event of the server, append-only, in months.
-- docs/flows/record.md

-- Everything about a caller that stays the same from request to request, once; who: keyed hash of the rest.
create table access_who (
  who     int8   not null primary key,
  kind    text   not null,                  -- anonymous, staff, patient, service, system
  usr     text,                             -- account
  fhir_user text,                           -- the person in the record
  name    text   not null,
  behalf  text,                             -- on whose behalf
  roles   text[] not null,
  purpose text,
  client  text,
  address text
);

-- patients: how many had data in the answer; pt: the one, else they stand in access_patient.
create table access_log (
  at         timestamptz not null,
  n          int8 not null,
  request    int8 not null,                 -- n of the row of the request it belongs to
  request_id text,                          -- as the caller named it
  who        int8 not null,
  kind       "char" not null,               -- R request, E entry or version written by one, V event
  action     text collate "C" not null,     -- interaction, $operation, or event
  tid        int2,
  id         text collate "C",
  ver        int4,
  pt         int8,
  patients   int4 not null,
  resources  int4 not null,                 -- in the answer
  labels     text,                          -- security labels of what was answered or written
  policy     text,                          -- that decided
  status     int2 not null,                 -- of HTTP
  note       text,                          -- why it was refused; what an event was about
  micros     int4 not null,                 -- time taken, microseconds
  primary key (at, n)
) partition by range (at);
create index access_log_who on access_log (who, at, n);
create index access_log_patient on access_log (pt, at, n) where pt is not null;
create index access_log_written on access_log (tid, id, at, n) where action in ('create', 'update', 'patch', 'delete');

-- Of rows that disclose several patients.
create table access_patient (
  pt int8 not null,
  at timestamptz not null,
  n  int8 not null,
  primary key (pt, at, n)
) partition by range (at);
create index access_patient_row on access_patient (at, n);

-- What was asked for. It may name people: it stands apart, so that it can be erased while the row stays.
create table access_query (
  at    timestamptz not null,
  n     int8 not null,
  query text,                               -- null: erased
  primary key (at, n)
) partition by range (at);

-- Rows for which no month was made: nothing is lost.
create table access_log_rest partition of access_log default;
create table access_patient_rest partition of access_patient default;
create table access_query_rest partition of access_query default;

create or replace function refuse_log_change() returns trigger language plpgsql as $$
begin
  raise exception 'The access log is only added to.' using errcode = 'CH002';
end $$;
create trigger access_log_kept before update or delete on access_log for each row execute function refuse_log_change();
create trigger access_patient_kept before update or delete on access_patient for each row execute function refuse_log_change();
create trigger access_query_kept before delete on access_query for each row execute function refuse_log_change();
create trigger access_query_erased before update on access_query for each row
  when (new.query is not null or new.at <> old.at or new.n <> old.n) execute function refuse_log_change();
create trigger access_who_kept before update or delete on access_who for each row execute function refuse_log_change();

-- Makes the partitions of this month and of some after it. A month of which rows stand in the rest stays there.
create or replace function make_access_months(ahead int4) returns int4 language plpgsql set timezone = 'UTC' as $$
declare
  month timestamptz;
  next  timestamptz;
  kept  text;
  part  text;
  taken boolean;
  made  int4 := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('make_access_months', 0));
  for i in 0..ahead loop
    month := date_trunc('month', now()) + make_interval(months => i);
    next := month + interval '1 month';
    foreach kept in array array['access_log', 'access_patient', 'access_query'] loop
      part := kept || to_char(month, '_YYYYMM');
      continue when to_regclass(part) is not null;
      execute format('select exists (select from %I where at >= %L and at < %L)', kept || '_rest', month, next) into taken;
      continue when taken;
      execute format('create table %I partition of %I for values from (%L) to (%L)', part, kept, month, next);
      made := made + 1;
    end loop;
  end loop;
  return made;
end $$;
select make_access_months(2);

-- Records what no call at the door tells: a job, an export, a restore. about: without patient data; asked: may name people.
create or replace function record_event(event text, outcome int4, about text, asked text, caller text) returns void
language plpgsql as $$
declare
  key int8 := hashtextextended('system|' || caller, 0);
  row int8 := floor(random() * 4e18)::int8;
  now timestamptz := clock_timestamp();
begin
  insert into access_who (who, kind, name, roles) values (key, 'system', caller, '{}') on conflict do nothing;
  insert into access_log (at, n, request, who, kind, action, patients, resources, status, note, micros)
    values (now, row, row, key, 'V', event, 0, 0, outcome, about, 0);
  if asked is not null then
    insert into access_query (at, n, query) values (now, row, asked);
  end if;
end $$;
