-- What the search index holds. version: raised when another set of parameters is indexed; whoever writes index rows names the
-- version that made them, so that none are written that miss a parameter.
create table search_index (
  only_one boolean not null primary key default true check (only_one),
  version  int4    not null default 1,
  revision int4    not null default 1,        -- of the extraction: all rows are at least of this one
  texts    boolean not null default false     -- txt has every resource
);
insert into search_index default values;

-- Search parameters that SearchParameter resources added.
create table added_parameter (
  id         text collate "C" not null primary key, -- of the resource
  definition jsonb not null,
  numbers    jsonb not null,                  -- type -> number in search_parameter
  state      text  not null check (state in ('indexing', 'active', 'removing')),
  version    int4  not null,                  -- of search_index, from which on it is indexed, or no more
  job        int8  not null                   -- that brings older rows there
);

create or replace function require_index_version(wanted int4) returns void language plpgsql as $$
begin
  if (select version from search_index) <> wanted then
    raise exception 'The set of indexed search parameters has changed.' using errcode = 'CH001';
  end if;
end $$;

-- Words of the narrative and of all texts, for _text and _content; follows the outbox.
create table txt (rid int8 not null primary key, narrative tsvector not null, content tsvector not null)
  with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.05,
        autovacuum_analyze_scale_factor = 0.05);
create index txt_narrative on txt using gin (narrative);
create index txt_content on txt using gin (content);
