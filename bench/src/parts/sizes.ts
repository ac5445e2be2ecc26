/** Room on the disk: what the search costs beside the bodies. */
import type { Bench } from '../bench.ts';
import { grownRecord } from '../data/grown-records.ts';
import { recordOfBundles, withClient } from '../data/records.ts';
import type { Figure, Part } from '../part.ts';

export const sizes: Part = {
  name: 'sizes',
  goals: [7],
  measures: 'Size of the record on the disk after vacuum: the bodies with their rows, the search tables, every index',
  limit: 'the heap of the bodies alone (table `res` with its TOAST, without indexes)',
  run,
};

/** Bytes of one table and of its indexes. */
interface TableSize {
  readonly name: string;
  readonly heap: number;
  readonly indexes: number;
}

interface Sizes {
  readonly resources: number;
  /** Bytes of the texts, uncompressed. */
  readonly texts: number;
  readonly tables: readonly TableSize[];
}

async function run(bench: Bench): Promise<Figure[]> {
  const bundles = await recordOfBundles(bench);
  const figures = figuresOf('bundles', await sizesOf(bundles));
  await bench.postgres.drop(bundles);
  for (const size of bench.scale.grown)
    figures.push(...figuresOf(String(size), await sizesOf(await grownRecord(bench, size))));
  return figures;
}

const searchTables: readonly string[] = ['tok', 'str', 'dat', 'qty', 'ref', 'contained'];

/** Partitions count for their table. */
const statement = `with part as (
    select coalesce(p.relname, c.relname) as name, c.oid from pg_class c
    left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace)
  select name, sum(pg_table_size(oid))::float8 as heap, sum(pg_indexes_size(oid))::float8 as indexes
  from part group by name order by heap desc`;

const texts = 'select count(*)::float8 as resources, sum(octet_length(body))::float8 as texts from res';

function sizesOf(url: string): Promise<Sizes> {
  return withClient(url, async (client) => {
    const bodies = await client.query<Omit<Sizes, 'tables'>>(texts);
    const tables = await client.query<TableSize>(statement);
    return { ...(bodies.rows[0] ?? { resources: 0, texts: 0 }), tables: tables.rows };
  });
}

function figuresOf(name: string, { resources, texts: written, tables }: Sizes): Figure[] {
  const { heap: bodies = 0, indexes = 0 } = tables.find((table) => table.name === 'res') ?? {};
  const side = tables.filter((table) => searchTables.includes(table.name));
  const beside = side.reduce((sum, table) => sum + table.heap + table.indexes, indexes);
  const row = (id: string, what: string, bytes: number): Figure => ({
    id: `sizes.${name}.${id}`,
    what: `${resources.toLocaleString('en-US')} resources: ${what}`,
    unit: 'MB',
    value: bytes / 1e6,
    limit: bodies / 1e6,
    share: bytes / bodies,
  });
  return [
    row('beside', 'indexes of the bodies, search tables and their indexes', beside),
    row('texts', 'texts of the bodies, before compression', written),
    row('indexes', 'indexes of the bodies', indexes),
    ...side.flatMap((table) => [
      row(table.name, `table ${table.name}`, table.heap),
      row(`${table.name}-indexes`, `indexes of ${table.name}`, table.indexes),
    ]),
    ...tables
      .filter((table) => table.name === 'outbox' || table.name === 'hist')
      .map((table) => row(table.name, `${table.name} and its indexes`, table.heap + table.indexes)),
  ];
}
