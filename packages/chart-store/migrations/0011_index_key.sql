-- The key of index rows, as the program makes it: first 64 bits of SHA-256 over the secret and the parts joined by NUL. For keys
-- that are known only when a row is read.
create or replace function index_key(variadic parts text[]) returns int8 language sql stable as $$
  select ('x' || left(encode(sha256(
    convert_to(translate(encode(s.value, 'base64'), E'\n', ''), 'UTF8')
      || (select string_agg(convert_to(p.part, 'UTF8'), '\x00'::bytea order by p.n) from unnest(parts) with ordinality p(part, n))
  ), 'hex'), 16))::bit(64)::int8
  from secret s where s.name = 'index'
$$;
