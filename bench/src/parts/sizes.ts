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

interface Sizes {
  readonly resources: number;
  /** Bytes. */
  readonly bodies: number;
  readonly heap: number;
  readonly heapIndexes: number;
  readonly side: number;
  readonly sideIndexes: number;
  readonly outbox: number;
}

async function run(bench: Bench): Promise<Figure[]> {
  const bundles = await recordOfBundles(bench);
  const figures = figuresOf('bundles', await sizesOf(bundles));
  await bench.postgres.drop(bundles);
  for (const size of bench.scale.grown)
    figures.push(...figuresOf(String(size), await sizesOf(await grownRecord(bench, size))));
  return figures;
}

/** Partitions count for their table. */
const statement = `with part as (
    select coalesce(p.relname, c.relname) as name, c.oid from pg_class c
    left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace),
  size as (select name, sum(pg_table_size(oid)) as heap, sum(pg_indexes_size(oid)) as indexes from part group by name)
  select (select count(*) from res)::float8 as resources,
    (select sum(octet_length(body)) from res)::float8 as bodies,
    (select heap from size where name = 'res')::float8 as heap,
    (select indexes from size where name = 'res')::float8 as "heapIndexes",
    (select sum(heap) from size where name in ('tok', 'str', 'dat', 'qty', 'ref'))::float8 as side,
    (select sum(indexes) from size where name in ('tok', 'str', 'dat', 'qty', 'ref'))::float8 as "sideIndexes",
    (select heap + indexes from size where name = 'outbox')::float8 as outbox`;

function sizesOf(url: string): Promise<Sizes> {
  return withClient(url, async (client) => (await client.query<Sizes>(statement)).rows[0] as Sizes);
}

function figuresOf(name: string, { resources, bodies, heap, heapIndexes, side, sideIndexes, outbox }: Sizes): Figure[] {
  const beside = heapIndexes + side + sideIndexes;
  const row = (what: string, bytes: number): Figure => ({
    id: `sizes.${name}.${what.replaceAll(' ', '-')}`,
    what: `${resources} resources: ${what}`,
    unit: 'MB',
    value: bytes / 1e6,
    limit: heap / 1e6,
    share: bytes / heap,
  });
  return [
    { ...row('indexes and search tables', beside), id: `sizes.${name}.beside` },
    row('heap of the bodies', heap),
    row('texts of the bodies', bodies),
    row('indexes of the bodies', heapIndexes),
    row('search tables', side),
    row('indexes of the search tables', sideIndexes),
    row('outbox', outbox),
  ];
}
