-- Long work that survives its worker: lease, checkpoint and counts stand in one row, so one update both fences and advances.

create table job (
  id           int8 generated always as identity primary key,
  kind         text not null,
  input        jsonb not null default '{}',
  state        text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  cancel       boolean not null default false,          -- asked to stop; the worker sees it at its next heartbeat or step
  attempt      int4 not null default 0,
  max_attempts int4 not null default 5,
  run_at       timestamptz not null default now(),      -- not before
  lease        uuid,                                    -- whose it is; every step names it
  lease_until  timestamptz,
  checkpoint   jsonb,
  total        int8,                                    -- items, when known
  done         int8 not null default 0,
  refused      int8 not null default 0,
  error        text,                                    -- of the last attempt
  created      timestamptz not null default now(),
  started      timestamptz,
  claimed      timestamptz,                             -- start of the running attempt, with the count it began at: for the rate
  claimed_at   int8 not null default 0,
  finished     timestamptz,
  requested_by text
);
create index job_waiting on job (run_at, id) where state in ('queued', 'running');
create index job_recent on job (kind, id);

-- Pieces of a job that are finished, for jobs that work on several at once; what came of each, where that must be told.
create table job_unit (
  job    int8 not null references job on delete cascade,
  unit   text collate "C" not null,
  result jsonb,
  primary key (job, unit)
);
