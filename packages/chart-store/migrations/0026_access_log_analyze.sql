-- Statistics of a month of the access log are made anew when it has doubled, not with each tenth: they take as long as the COPY of
-- tens of thousands of rows, and its searches go by time, caller and patient, whose shares hardly change.
create or replace function keep_access_part(part text) returns void language plpgsql as $$
begin
  execute format('create or replace trigger %I before truncate on %I for each statement execute function refuse_log_truncate()',
    part || '_not_emptied', part);
  execute format('alter table %I set (autovacuum_analyze_scale_factor = 1)', part);
end $$;
select keep_access_part(inhrelid::regclass::text) from pg_inherits
  where inhparent in ('access_log'::regclass, 'access_patient'::regclass, 'access_query'::regclass);
