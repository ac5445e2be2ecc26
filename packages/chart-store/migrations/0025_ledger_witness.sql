-- How the last question to each witness ended, for whoever looks after the log.
create table ledger_witness (
  witness text not null primary key,
  size    int8 not null,
  outcome text not null,
  reason  text not null,
  at      timestamptz not null default now()
);
create index ledger_cosignature_witness on ledger_cosignature (witness, size);
