-- Whoever writes access rows has their bytes at hand and makes the hashes of their inner tree: nobody reads them back. docs/ledger.md
-- In the order of at and n a salt and 32 bytes for each row; null: made by the sequencer from the stored rows.
alter table access_pending add column first timestamptz, add column last timestamptz, add column salts bytea[], add column hashes bytea;
alter table access_pending alter at set storage external, alter n set storage external,
  alter salts set storage external, alter hashes set storage external;
alter table ledger_accesses alter salts set storage external;

-- Lists one behind the other.
create or replace aggregate array_cat_agg(anycompatiblearray) (sfunc = array_cat, stype = anycompatiblearray);
