/** GET by id over HTTP. https://hl7.org/fhir/R4/http.html#read */
import type { Bench } from '../bench.ts';
import { recordOfBundles } from '../data/records.ts';
import { measureReads, readConnections } from '../measure/reads.ts';
import { median } from '../measure/statistics.ts';
import { compare } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';

export const reads: Part = {
  name: 'reads',
  goals: [1],
  measures: `GET by id over HTTP at ${readConnections} connections, every type, addresses at random`,
  limit: 'bare node:http with one pipelined PostgreSQL client on the same database',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const url = await recordOfBundles(bench);
  const { turns, product, limit } = await measureReads(bench, url);
  await bench.postgres.drop(url);
  return [
    { id: 'reads.rate', what: 'GET by id', unit: 'answers/s', ...compare(turns) },
    ...(['p50', 'p95', 'p99'] as const).map((name) => ({
      id: `reads.${name}`,
      what: `GET by id, time to answer, ${name}`,
      unit: 'ms',
      value: median(product.map((result) => result[name])),
      limit: median(limit.map((result) => result[name])),
    })),
  ];
}
