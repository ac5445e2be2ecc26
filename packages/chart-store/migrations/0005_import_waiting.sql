-- Documents of an import that refer to something that is not there yet: they are tried again when the rest has been read.

create table import_waiting (
  n       int8 not null generated always as identity primary key,
  job     int8 not null references job on delete cascade,
  file    text not null,
  line    int4 not null,
  refusal jsonb not null,                     -- why it was not written the last time
  gives   text collate "C",                   -- Type/id of a single resource
  needs   text[] not null,                    -- Type/id of what it refers to
  body    text not null
);
create index import_waiting_job on import_waiting (job, n);
