-- What one copy of access rows tells the sequencer lives a fraction of a second: most of it stays in its row instead of being cut up
-- into a side table, written there, and deleted there again. docs/ledger.md
alter table access_pending set (toast_tuple_target = 8160);
