-- A server whose database role owns nothing makes the months of the access log as their owner would, and nothing else.
do $$
declare
  made text;
begin
  foreach made in array array['make_access_months(int4)', 'make_access_month(timestamptz)'] loop
    execute format('alter function %s security definer set search_path = %I, pg_temp', made, current_schema());
  end loop;
end $$;
