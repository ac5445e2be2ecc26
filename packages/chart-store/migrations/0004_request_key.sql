-- Answers kept for a day under the idempotency key of a POST, so that a repeated one is answered as the first was.
create table request_key (
  key         int8        not null primary key, -- keyed hash of principal and Idempotency-Key
  fingerprint text        not null,             -- keyed hash of what was asked
  answer      text        not null,             -- results without bodies, as JSON
  at          timestamptz not null default now()
);
create index request_key_at on request_key (at);
