-- Keys that are known only when a row is read, as the program makes them: first 64 bits of SHA-256 over the secret and the parts
-- joined by NUL, here in the escape format of bytes. The secret is read once for a statement and handed in, so that the planner
-- writes the rest into the statement: a key for each of thousands of patients costs a tenth of what a call did.
create function index_secret() returns bytea language sql stable as $$
  select convert_to(translate(encode(value, 'base64'), E'\n', ''), 'UTF8') from secret where name = 'index'
$$;
create function index_key(secret bytea, parts text) returns int8 language sql immutable as $$
  select ('x' || left(encode(sha256(secret || decode(parts, 'escape')), 'hex'), 16))::bit(64)::int8
$$;
drop function index_key(text[]);
