-- Work: what lists of tasks are paged, ordered and counted by, written with each version of a Task. No R4 search parameter is
-- about Task.restriction.period.

create function is_open_work(status text) returns bool language sql immutable parallel safe
  return status in ('requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold');

create table work (
  tk       int8 primary key,               -- as in res
  list     text collate "C" not null,      -- the worklist it is placed in
  kind     text collate "C" not null,
  status   text collate "C" not null,
  owner    text collate "C",               -- system|value of the identifier, or the reference
  rank     int2        not null,           -- of Task.priority: 0 stat to 3 routine
  due      timestamptz not null,           -- infinity: none
  authored timestamptz not null,
  pt       int8,                           -- tk of the patient it is for
  entered  timestamptz not null            -- into this list
) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02,
        autovacuum_analyze_scale_factor = 0.05);

create index work_due on work (list, due, authored, tk) include (status, owner, kind, rank, entered) where is_open_work(status);
create index work_authored on work (list, authored, tk) include (status, owner, kind, rank, due, entered) where is_open_work(status);
create index work_rank on work (list, rank, due, authored, tk) include (status, owner, kind, entered) where is_open_work(status);
create index work_owner on work (owner, due, authored, tk) include (status, list, kind, rank, entered)
  where is_open_work(status) and owner is not null;

-- Tasks that are there already, in the list that takes their kind.
insert into work (tk, list, kind, status, owner, rank, due, authored, pt, entered)
select r.tk,
  case b.code when 'review-break-the-glass' then 'privacy/broken-glass'
    when 'write-up-part-2-emergency' then 'privacy/emergency-write-ups' else 'administration/unplaced' end,
  coalesce(b.code, ''), coalesce(b.j ->> 'status', ''),
  coalesce((b.j #>> '{owner,identifier,system}') || '|' || (b.j #>> '{owner,identifier,value}'), b.j #>> '{owner,reference}'),
  case b.j ->> 'priority' when 'stat' then 0 when 'asap' then 1 when 'urgent' then 2 else 3 end,
  coalesce((b.j #>> '{restriction,period,end}')::timestamptz, 'infinity'),
  coalesce((b.j ->> 'authoredOn')::timestamptz, r.lu), r.pt, r.lu
from res r join resource_type t on t.tid = r.tid and t.name = 'Task'
cross join lateral (select r.body::jsonb as j, r.body::jsonb #>> '{code,coding,0,code}' as code) b
where r.op <> 'D';

-- The rules of a manager, every version of them: who changed them, when, and why.
create table placement_rules (
  version int4 primary key,
  rules   jsonb       not null,
  note    text        not null,
  name    text        not null,
  account uuid,
  at      timestamptz not null default now()
);

-- Saved views of worklists: a person's own, or shared with everyone who has the list.
create table worklist_view (
  id      uuid primary key,
  list    text collate "C" not null,
  name    text        not null,
  owner   text        not null,
  by_name text        not null,
  shared  bool        not null,
  query   text        not null,            -- as in the address of the list
  changed timestamptz not null default now()
);
create index worklist_view_list on worklist_view (list, owner);
