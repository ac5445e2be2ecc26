-- What people of the workbench have typed and not saved: kept so that a reload, signing out or a lost session loses nothing.
create table draft (
  account text        not null,                         -- id of the account; 'anonymous' where nobody signs in
  key     text        not null,                         -- what is edited, such as Patient/12/identity
  body    jsonb       not null,
  changed timestamptz not null default clock_timestamp(),
  primary key (account, key)
);
create index draft_changed on draft (changed);
