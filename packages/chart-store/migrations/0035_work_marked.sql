-- Tasks about patients whom a label or a denial is about, apart from all others: what nothing can hide from somebody who may read tasks
-- is counted without a look at each, once for everyone.

alter table work add column marked bool not null default false;

create function is_marked_patient(of int8) returns bool language sql stable parallel safe as $$
  select exists (select from patient_label l where l.pt = of) or exists (select from consent_rule q where q.pt = of and q.effect = 'deny')
$$;

update work set marked = true where is_marked_patient(pt);

create function work_follows_marks() returns trigger language plpgsql as $$
begin
  update work w set marked = m.marked from (select pt, is_marked_patient(pt) as marked from (select distinct pt from changed) c) m
    where w.pt = m.pt and w.marked <> m.marked;
  return null;
end $$;
create trigger work_labelled after insert on patient_label referencing new table as changed for each statement execute function work_follows_marks();
create trigger work_unlabelled after delete on patient_label referencing old table as changed for each statement execute function work_follows_marks();
create trigger work_denied after insert on consent_rule referencing new table as changed for each statement execute function work_follows_marks();
create trigger work_undenied after delete on consent_rule referencing old table as changed for each statement execute function work_follows_marks();

create index work_patient on work (pt) where pt is not null;
drop index work_unended, work_authored, work_rank, work_owner, work_kind;
create index work_unended on work (list, due, authored, tk) include (status, owner, kind, rank, entered, pt, vis, rid, marked)
  where is_unended_work(status);
create index work_authored on work (list, authored, tk) include (status, owner, kind, rank, due, entered, pt, vis, rid, marked)
  where is_unended_work(status);
create index work_rank on work (list, rank, due, authored, tk) include (status, owner, kind, entered, pt, vis, rid, marked)
  where is_unended_work(status);
create index work_owner on work (owner, due, authored, tk) include (status, list, kind, rank, entered, pt, vis, rid, marked)
  where is_unended_work(status) and owner is not null;
create index work_kind on work (kind, status, due, authored, tk) include (list, owner, rank, entered, pt, vis, rid, marked)
  where is_unended_work(status);
create index work_marked on work (list, due, authored, tk) include (status, owner, kind, rank, entered, pt, vis, rid, marked)
  where is_unended_work(status) and (marked or vis <> 0);
