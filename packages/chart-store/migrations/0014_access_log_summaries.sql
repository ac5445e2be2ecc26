-- Rows of the access log are only added, and looked for by caller and patient seldom: summaries of page ranges cost next to nothing
-- when a row is written, where an index costs more than the row.
drop index access_log_who;
drop index access_log_patient;
create index access_log_summary on access_log using brin (pt int8_bloom_ops, who int8_bloom_ops)
  with (pages_per_range = 16, autosummarize = on);
alter table access_patient drop constraint access_patient_pkey;
drop index access_patient_row;
create index access_patient_row on access_patient (at, n);
create index access_patient_summary on access_patient using brin (pt int8_bloom_ops) with (pages_per_range = 16, autosummarize = on);
