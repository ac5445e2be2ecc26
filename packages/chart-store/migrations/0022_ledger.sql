-- The ledger: which leaf of the tree is what, with its salt, and the tree itself as tiles. docs/ledger.md

-- filled: number of the last row of which the versions stored before the ledger have leaves; null: all have.
create table ledger (
  one      boolean primary key default true check (one),
  origin   text,
  size     int8 not null default 0,
  filled   int8,
  restored boolean not null default false,   -- by a restore, and not yet compared with the last head
  halted   text                              -- why nothing is added any more
);
insert into ledger (filled) values (case when exists (select from res) then -1 end);
insert into outbox_consumer (name, xid, seq) values ('ledger', pg_snapshot_xmin(pg_current_snapshot()), 0);

-- A version of a resource. The leaf's hash stands in the tiles; without the salt nothing leads from it to the version.
create table ledger_version (
  pos  int8  not null primary key,
  rid  int8  not null,
  ver  int4  not null,
  tid  int2  not null,
  id   text collate "C" not null,
  salt bytea not null
) with (autovacuum_vacuum_insert_scale_factor = 0.1);
create unique index ledger_version_row on ledger_version (rid, ver);

-- A batch of access rows, in the order of its inner tree, with a salt for each. marks: the first four bytes of each hash of the
-- inner tree, to name the row that was altered.
create table ledger_accesses (
  pos   int8 not null primary key,
  first timestamptz not null,
  last  timestamptz not null,
  salt  bytea not null,
  at    timestamptz[] not null,
  n     int8[] not null,
  salts bytea[] not null,
  marks bytea not null
);
create index ledger_accesses_time on ledger_accesses using brin (first, last) with (pages_per_range = 4);

-- Access rows that have no leaf yet: one row for each time that rows were written.
create table access_pending (
  xid xid8 not null default pg_current_xact_id(),
  seq int8 not null generated always as identity,
  at  timestamptz[] not null,
  n   int8[] not null,
  primary key (xid, seq)
) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);
insert into access_pending (at, n)
select array_agg(at order by at, n), array_agg(n order by at, n)
from (select at, n, (row_number() over (order by at, n) - 1) / 2000 as part from access_log) l group by part;

-- A change of policy, role or key. pos and salt: when it has its leaf.
create table ledger_change (
  seq     int8 not null generated always as identity primary key,
  xid     xid8 not null default pg_current_xact_id(),
  subject text not null,
  id      text not null,
  version int8 not null,
  at      timestamptz not null default clock_timestamp(),
  content text not null,
  pos     int8 unique,
  salt    bytea
);
create index ledger_change_subject on ledger_change (subject, id, version);
create index ledger_change_waiting on ledger_change (seq) where pos is null;

-- Lawful destruction, and the leaves whose salt and data it destroyed.
create table ledger_destruction (
  pos         int8 not null primary key,
  id          text not null,
  at          timestamptz not null,
  salt        bytea not null,
  certificate text not null
);
create table ledger_destroyed (
  pos         int8 not null primary key,
  hash        bytea not null,
  destruction int8 not null references ledger_destruction
);

-- level -1: bundles of entries.
create table ledger_tile (level int2 not null, idx int8 not null, bytes bytea not null, primary key (level, idx))
  with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table ledger_tile alter bytes set storage external;

-- Signed notes; never two at one size. https://c2sp.org/tlog-checkpoint
create table ledger_checkpoint (
  size   int8 not null primary key,
  note   text not null,
  signed timestamptz not null default now()
);
create table ledger_cosignature (
  size    int8 not null references ledger_checkpoint on delete cascade,
  witness text not null,
  line    text not null,
  at      timestamptz not null default now(),
  primary key (size, witness)
);

create table ledger_verification (
  at     timestamptz not null default now() primary key,
  began  timestamptz not null,
  size   int8 not null,
  holds  boolean not null,
  report jsonb not null
);

-- What was asked can be erased and its row still be proven: a digest stays, which says nothing without the salt.
alter table access_query add column salt uuid default gen_random_uuid();
alter table access_query add column digest bytea;
create or replace function keep_query_digest() returns trigger language plpgsql as $$
begin
  new.digest := coalesce(old.digest, sha256(uuid_send(old.salt) || convert_to(old.query, 'UTF8')));
  new.salt := null;
  return new;
end $$;
create trigger access_query_digest before update on access_query for each row execute function keep_query_digest();

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
  insert into access_pending (at, n) values (array[now], array[row]);
end $$;
