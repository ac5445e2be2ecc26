-- As many callers and patients as a range of pages holds: with fewer, its summary lets through what is not there.
drop index access_log_summary;
create index access_log_summary on access_log
  using brin (pt int8_bloom_ops (n_distinct_per_range = 1000), who int8_bloom_ops (n_distinct_per_range = 200))
  with (pages_per_range = 16, autosummarize = on);
drop index access_patient_summary;
create index access_patient_summary on access_patient using brin (pt int8_bloom_ops (n_distinct_per_range = 2500))
  with (pages_per_range = 16, autosummarize = on);

-- The planner takes a patient's rows to be everywhere and would read the whole log rather than the summaries: here it cannot.
create or replace function access_of_patients(wanted int8[]) returns setof access_log language plpgsql stable
set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
begin
  return query select * from access_log l where l.pt = any(wanted);
end $$;
create or replace function access_patient_rows(wanted int8[]) returns setof access_patient language plpgsql stable rows 100
set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
begin
  return query select * from access_patient p where p.pt = any(wanted);
end $$;
