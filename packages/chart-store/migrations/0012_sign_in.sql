-- Who is known: accounts with their roles and credentials, clients, and what OpenID Connect keeps between requests.
-- Whatever opens a door by itself (tokens, links, recovery codes, client secrets) is kept as a hash only.

create table account (
  id             uuid primary key default gen_random_uuid(),
  kind           text not null check (kind in ('staff', 'service', 'patient')),
  email          text collate "C" unique,               -- in lower case; services have none
  name           text not null,
  fhir_user      text,                                  -- who this is in the record: Practitioner/…, Patient/…
  password_hash  text,                                  -- argon2id
  password_set   timestamptz,
  totp_secret    text,
  totp_confirmed timestamptz,                           -- absent: being set up
  totp_step      int8 not null default 0,               -- of the last code taken: none is taken twice
  created        timestamptz not null default now(),
  disabled       timestamptz,
  check (kind = 'service' or email is not null)
);

-- Never changed: what a person may do at a moment is what was granted last before it.
create table role_grant (
  id      int8 generated always as identity primary key,
  account uuid not null references account,
  role    text not null,
  granted boolean not null,                             -- false: taken back
  at      timestamptz not null default now(),
  by      text not null
);
create index role_grant_account on role_grant (account, id);

create table one_time_link (
  token_hash text collate "C" primary key,
  account    uuid not null references account,
  created    timestamptz not null default now(),
  expires    timestamptz not null
);
create index one_time_link_account on one_time_link (account);

create table passkey (
  id         text collate "C" primary key,              -- credential id, base64url
  account    uuid not null references account,
  public_key bytea not null,
  counter    int8 not null,
  transports text[] not null,
  name       text not null,
  created    timestamptz not null default now(),
  last_used  timestamptz
);
create index passkey_account on passkey (account);

create table recovery_code (
  account   uuid not null references account,
  code_hash text collate "C" not null,
  used      timestamptz,
  primary key (account, code_hash)
);

-- Who an account is at another OpenID provider.
create table federated_identity (
  issuer  text collate "C" not null,
  subject text collate "C" not null,
  account uuid not null references account,
  created timestamptz not null default now(),
  primary key (issuer, subject)
);
create index federated_identity_account on federated_identity (account);

create table client (
  id            text collate "C" primary key,
  name          text not null,
  kind          text not null check (kind in ('public', 'confidential', 'service', 'own')),
  account       uuid references account,                -- of a service: who it is
  secret_hash   text,
  jwks          jsonb,
  redirect_uris text[] not null,
  scopes        text not null,                          -- the most it may ask for
  launch_url    text,                                   -- where an EHR launch begins
  created       timestamptz not null default now(),
  created_by    text not null,
  revoked       timestamptz
);

-- The adapter table of oidc-provider: sessions, interactions, grants, codes, tokens.
create table oidc (
  model    text collate "C" not null,
  id_hash  text collate "C" not null,
  payload  jsonb not null,
  grant_id text collate "C",
  uid      text collate "C",
  account  text collate "C",
  client   text collate "C",
  expires  timestamptz,
  consumed timestamptz,
  primary key (model, id_hash)
);
create index oidc_grant on oidc (grant_id) where grant_id is not null;
create index oidc_uid on oidc (uid) where uid is not null;
create index oidc_account on oidc (account) where account is not null;
create index oidc_client on oidc (client) where client is not null;
create index oidc_expires on oidc (expires);

-- When a session was last used: it ends by itself when it is idle.
create table session_use (
  uid       text collate "C" primary key,
  account   uuid not null references account,
  last_use  timestamptz not null default now()
);
create index session_use_last on session_use (last_use);

-- Steps of a sign-in that is not finished: which account, by what means so far.
create table sign_in_step (
  uid     text collate "C" primary key,                 -- of the interaction
  account uuid references account,
  means   text[] not null default '{}',                 -- methods of RFC 8176
  secret  text,                                         -- challenge of a passkey, state of another provider
  expires timestamptz not null
);
create index sign_in_step_expires on sign_in_step (expires);

create table signing_key (
  kid     text collate "C" primary key,
  jwk     jsonb not null,                               -- with its private part
  created timestamptz not null default now()
);

-- What an app is launched about: before it signs in (handle), and with what it was granted (grant_id).
create table launch_context (
  id        int8 generated always as identity primary key,
  handle_hash text collate "C" unique,
  grant_id  text collate "C" unique,
  account   uuid references account,
  client    text collate "C" not null references client,
  context   jsonb not null,
  created   timestamptz not null default now(),
  expires   timestamptz
);
create index launch_context_expires on launch_context (expires);

-- Attempts to sign in, for the limits: who is tried (as a keyed hash, it may be nobody), from where.
create table sign_in_attempt (
  id      int8 generated always as identity primary key,
  who     text collate "C" not null,
  address text collate "C" not null,
  ok      boolean not null,
  at      timestamptz not null default now()
);
create index sign_in_attempt_who on sign_in_attempt (who, at);
create index sign_in_attempt_address on sign_in_attempt (address, at);
create index sign_in_attempt_at on sign_in_attempt (at);
