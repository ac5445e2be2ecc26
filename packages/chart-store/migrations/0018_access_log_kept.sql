-- The policies that shaped a permit stay the same from request to request; the one that refused stands in the row.
alter table access_who add column policies text[] not null default '{}';

-- The log is not emptied either: neither as a whole nor by month. Dropping a month is how a retention period ends.
create or replace function refuse_log_truncate() returns trigger language plpgsql as $$
begin
  raise exception 'The access log is only added to.' using errcode = 'CH002';
end $$;
create trigger access_log_not_emptied before truncate on access_log for each statement execute function refuse_log_truncate();
create trigger access_patient_not_emptied before truncate on access_patient for each statement execute function refuse_log_truncate();
create trigger access_query_not_emptied before truncate on access_query for each statement execute function refuse_log_truncate();
create trigger access_who_not_emptied before truncate on access_who for each statement execute function refuse_log_truncate();

-- Triggers of a statement are not those of its partitions.
create or replace function keep_access_part(part text) returns void language plpgsql as $$
begin
  execute format('create or replace trigger %I before truncate on %I for each statement execute function refuse_log_truncate()',
    part || '_not_emptied', part);
end $$;
select keep_access_part(inhrelid::regclass::text) from pg_inherits
  where inhparent in ('access_log'::regclass, 'access_patient'::regclass, 'access_query'::regclass);

-- The partitions of one month. A month of which rows stand in the rest stays there.
create or replace function make_access_month(moment timestamptz) returns int4 language plpgsql set timezone = 'UTC' as $$
declare
  month timestamptz := date_trunc('month', moment);
  next  timestamptz := month + interval '1 month';
  kept  text;
  part  text;
  taken boolean;
  made  int4 := 0;
begin
  foreach kept in array array['access_log', 'access_patient', 'access_query'] loop
    part := kept || to_char(month, '_YYYYMM');
    continue when to_regclass(part) is not null;
    execute format('select exists (select from %I where at >= %L and at < %L)', kept || '_rest', month, next) into taken;
    continue when taken;
    execute format('create table %I partition of %I for values from (%L) to (%L)', part, kept, month, next);
    perform keep_access_part(part);
    made := made + 1;
  end loop;
  return made;
end $$;

-- This month and some after it.
create or replace function make_access_months(ahead int4) returns int4 language plpgsql set timezone = 'UTC' as $$
declare
  made int4 := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('make_access_months', 0));
  for i in 0..ahead loop
    made := made + make_access_month(date_trunc('month', now()) + make_interval(months => i));
  end loop;
  return made;
end $$;
