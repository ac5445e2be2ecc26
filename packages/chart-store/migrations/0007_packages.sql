-- FHIR packages with the definitions they bring; versions of one package stand side by side. https://hl7.org/fhir/packages.html

create table package (
  id            int4 generated always as identity primary key,
  name          text collate "C" not null,
  version       text collate "C" not null,
  title         text,
  fhir_versions text[] not null,
  dependencies  jsonb not null,        -- name -> version, as the package states them
  counts        jsonb not null,        -- resource type -> definitions kept
  examples      int4 not null,         -- in the package, but not kept
  sha256        text not null,         -- of the definitions as they came
  added         timestamptz not null default now(),
  unique (name, version)
);

create table package_resource (
  package   int4 not null references package on delete cascade,
  n         int4 not null,
  type      text collate "C" not null,
  url       text collate "C",
  version   text collate "C",
  waits_for text,                      -- the base without which no snapshot could be made
  body      text not null,             -- with its snapshot, where one was missing and could be made
  primary key (package, n)
);
create index package_resource_type on package_resource (type, package, n);
create index package_resource_waiting on package_resource (package, n) where waits_for is not null;
