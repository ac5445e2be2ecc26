-- Keys are joined on (sd, rid), where rid alone tells the row. The planner takes the two for independent and expects next to
-- nothing: a low number of distinct sd keeps its estimates near the truth.
alter table tok alter sd set (n_distinct = 8);
alter table res alter sd set (n_distinct = 8);
