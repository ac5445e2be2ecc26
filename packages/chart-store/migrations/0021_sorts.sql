-- Numbers and quantities in the order of their values, the middle of their ranges: only the one row of each resource and
-- parameter that sorts.
create index qty_sorted on qty (h, (case when lo = '-infinity' then hi when hi = 'infinity' then lo else lo / 2 + hi / 2 end), rid)
  where edge <> ' ';

-- Codes that resources have or had, by parameter: a sort by a token goes through them in order. Rows are made beside the
-- transactions that need them, and stay.
create table code_in_use (
  h   int8 not null,                 -- keyed hash of the parameter
  val text collate "C" not null,
  primary key (h, val)
);
