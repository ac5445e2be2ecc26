/** How reads and bundles fare as the record grows. It adds to the grown records, so it comes after whatever reads them. */
import type { Bench } from '../bench.ts';
import { grownRecord } from '../data/grown-records.ts';
import { ingest } from '../data/ingest.ts';
import { measureReads } from '../measure/reads.ts';
import { compare } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';

export const growth: Part = {
  name: 'growth',
  goals: [8],
  measures: 'Reads by id, and patient bundles taken in two in flight, in records of growing size',
  limit: 'for reads bare node:http with one pipelined PostgreSQL client; for bundles the smallest record',
  run,
};

/** Share of the bundles sent before the clock runs. */
const warmShare = 0.2;

async function run(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  let smallest: number | undefined;
  for (const size of bench.scale.grown) {
    const url = await grownRecord(bench, size);
    const { turns } = await measureReads(bench, url);
    const rate = await bundleRate(bench, url);
    bench.say(`  ${size}: bundles ${rate.toFixed(0)}/s`);
    smallest ??= rate;
    const at = `${size.toLocaleString('en-US')} resources`;
    figures.push(
      { id: `growth.${size}.reads`, what: `${at}: GET by id`, unit: 'answers/s', ...compare(turns) },
      {
        id: `growth.${size}.bundles`,
        what: `${at}: bundles, two in flight`,
        unit: 'resources/s',
        ...compare([{ product: rate, limit: smallest }]),
      },
    );
  }
  return figures;
}

async function bundleRate(bench: Bench, url: string): Promise<number> {
  const { bundles } = bench.bundles;
  const warm = Math.ceil(bundles.length * warmShare);
  await bench.postgres.settle();
  const { resourceRate } = await bench.withServer(url, async ({ address }) => {
    await ingest({ address, bundles: bundles.slice(0, warm), inFlight: 2 });
    return ingest({ address, bundles: bundles.slice(warm), inFlight: 2 });
  });
  return resourceRate;
}
