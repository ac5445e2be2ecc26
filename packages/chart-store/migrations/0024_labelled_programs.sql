-- Programs under 42 CFR Part 2 by which the classes of all resources were made: when the setting is another, they are made again.
alter table search_index add column programs text not null default '';
