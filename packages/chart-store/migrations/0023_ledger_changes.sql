-- Who may do what, and with which keys: each change is a leaf of the ledger. Secrets are left out. docs/ledger.md

-- Arguments: subject, column that names the row, columns that are left out.
create function tell_ledger() returns trigger language plpgsql set timezone = 'UTC' as $$
declare
  now_is  jsonb := case when tg_op = 'DELETE' then '{"deleted": true}'::jsonb else to_jsonb(new) - tg_argv[2:] end;
  was     jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) - tg_argv[2:] end;
  name    text := case when tg_op = 'DELETE' then to_jsonb(old) ->> tg_argv[1] else to_jsonb(new) ->> tg_argv[1] end;
begin
  if current_setting('charthouse.restoring', true) = 'on' or now_is is not distinct from was then return null; end if;
  insert into ledger_change (subject, id, version, content)
    select tg_argv[0], name, 1 + count(*), now_is::text from ledger_change c where c.subject = tg_argv[0] and c.id = name;
  return null;
end $$;

do $$
declare
  w record;
begin
  set local timezone = 'UTC';
  for w in select * from (values
      ('role_grant', 'role', 'id', '{}'::text[]),
      ('account', 'account', 'id', '{password_hash,password_set,totp_secret,totp_step}'),
      ('client', 'client', 'id', '{secret_hash}'),
      ('passkey', 'key', 'id', '{counter,last_used}'),
      ('signing_key', 'key', 'kid', '{jwk}'),
      ('break_glass', 'break-glass', 'id', '{}')) v (relation, subject, name, hidden) loop
    execute format('create trigger %I after insert or update or delete on %I for each row execute function tell_ledger(%s)',
      w.relation || '_ledger', w.relation,
      (select string_agg(quote_literal(a), ', ') from unnest(array[w.subject, w.name] || w.hidden) a));
    execute format('insert into ledger_change (subject, id, version, content)
      select %L, to_jsonb(t) ->> %L, 1, (to_jsonb(t) - %L::text[])::text from %I t', w.subject, w.name, w.hidden, w.relation);
  end loop;
end $$;
