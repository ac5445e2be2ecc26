-- One index for each order of a list, whether it shows what is proposed and declined or not: lists of deficiencies in the order of
-- priority or age sorted all they had, since the indexes of these orders had open work only.

drop index work_due, work_authored, work_rank, work_owner;
create index work_authored on work (list, authored, tk) include (status, owner, kind, rank, due, entered, pt, vis, rid)
  where is_unended_work(status);
create index work_rank on work (list, rank, due, authored, tk) include (status, owner, kind, entered, pt, vis, rid)
  where is_unended_work(status);
create index work_owner on work (owner, due, authored, tk) include (status, list, kind, rank, entered, pt, vis, rid)
  where is_unended_work(status) and owner is not null;
