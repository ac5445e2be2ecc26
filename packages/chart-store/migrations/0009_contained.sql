-- Contained resources: index rows of their own under negative rids, and here what they are.
create table contained (
  rid       int8 not null primary key,   -- of their index rows: -(rid of the container * 2^20 + place)
  container int8 not null,               -- rid of the resource that contains it
  place     int4 not null,               -- in its list `contained`
  tid       int2 not null,
  id        text collate "C" not null,   -- without the #
  tk        int8 not null,               -- keyed hash of Type/id#id
  sd        int8 not null,
  present   bytea not null
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.05,
        autovacuum_analyze_scale_factor = 0.05);
create index contained_tk on contained (tk);
create index contained_type on contained (tid, id);
alter table contained alter sd set (n_distinct = 8);
