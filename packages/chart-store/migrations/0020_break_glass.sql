-- Records that were opened in an emergency: one at a time for a person and the application they use. 45 CFR 164.312(a)(2)(ii)
create table break_glass (
  id      uuid primary key,                             -- also that of the notice (Communication) and the review (Task)
  account uuid        not null references account,
  client  text        not null default '',              -- application they use; '': none
  patient text        not null,                         -- id of the Patient
  reason  text        not null,                         -- in their own words
  purpose text        not null,                         -- v3 PurposeOfUse
  opened  timestamptz not null default clock_timestamp(),
  until   timestamptz not null,
  ended   timestamptz                                   -- by the person, or by opening another
);
create index break_glass_open on break_glass (account, client) where ended is null;

-- Where somebody works, when that is not what their PractitionerRoles say: references to Organizations.
alter table account add column facilities text[];
