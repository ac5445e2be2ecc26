/** What a database holds, one line per column, index and constraint: to see whether it is what the migrations made. */
import type pg from 'pg';

const statement = `
with relation as (
  select c.oid, c.relname, c.relkind from pg_class c
  where c.relnamespace = current_schema()::regnamespace and not c.relispartition
    and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
)
select format('%s.%s %s%s', r.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' end) as line
from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
where r.relkind in ('r', 'p', 'v', 'm')
union all
select format('index %s: %s', r.relname, replace(pg_get_indexdef(r.oid), current_schema() || '.', ''))
from relation r where r.relkind in ('i', 'I')
union all
select format('invalid index %s', r.relname)
from relation r join pg_index i on i.indexrelid = r.oid where not i.indisvalid
union all
select format('constraint %s of %s: %s', k.conname, r.relname, pg_get_constraintdef(k.oid))
from relation r join pg_constraint k on k.conrelid = r.oid where k.contype in ('p', 'u', 'f', 'c', 'x')
union all
select format('sequence %s', r.relname) from relation r where r.relkind = 'S'
order by 1`;

export async function schemaObjects(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(statement);
  return rows.map((row) => row.line);
}
