-- Lists that show what is only proposed, and what was declined, are paged by an index too: deficiencies of record completion.

create function is_unended_work(status text) returns bool language sql immutable parallel safe
  return status in ('draft', 'requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold', 'rejected');

create index work_unended on work (list, due, authored, tk) include (status, owner, kind, rank, entered, pt, vis, rid)
  where is_unended_work(status);
create index work_kind on work (kind, status, due, authored, tk) include (list, owner, rank, entered, pt, vis, rid)
  where is_unended_work(status);
