-- How far each reader of the outbox has come; what all of them have passed can be deleted.

create table outbox_consumer (
  name  text primary key,
  xid   xid8 not null,
  seq   int8 not null,
  moved timestamptz not null default now()
);
