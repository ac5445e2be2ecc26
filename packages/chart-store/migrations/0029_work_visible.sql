-- Who sees a task is asked of its row of work, so that lists are counted as far as somebody may see them; and words to filter by.

alter table work add column rid int8, add column vis int4 not null default 0, add column sd int8 not null default 0,
  add column words text not null default '';

update work w set rid = r.rid, vis = r.vis, sd = r.sd, pt = r.pt,
  words = left(lower(coalesce(r.body::jsonb ->> 'description', '')), 300)
from res r where r.tk = w.tk;
delete from work where rid is null;
alter table work alter rid set not null;

drop index work_due, work_authored, work_rank, work_owner;
create index work_due on work (list, due, authored, tk) include (status, owner, kind, rank, entered, pt, vis, rid) where is_open_work(status);
create index work_authored on work (list, authored, tk) include (status, owner, kind, rank, due, entered, pt, vis, rid) where is_open_work(status);
create index work_rank on work (list, rank, due, authored, tk) include (status, owner, kind, entered, pt, vis, rid) where is_open_work(status);
create index work_owner on work (owner, due, authored, tk) include (status, list, kind, rank, entered, pt, vis, rid)
  where is_open_work(status) and owner is not null;

-- A task's class may change without a new version, when what it is about does.
create function work_follows_class() returns trigger language plpgsql as $$
begin
  update work set vis = new.vis where tk = new.tk;
  return null;
end $$;
create trigger work_class after update of vis on res for each row when (old.vis is distinct from new.vis)
  execute function work_follows_class();
