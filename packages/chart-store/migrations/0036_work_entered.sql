-- What has come since a list was read is counted for everybody who has it open, whenever it changes: found by when it came.

create index work_entered on work (list, entered) include (status, owner, kind, rank, due, authored, tk, pt, vis, rid, marked)
  where is_unended_work(status);
