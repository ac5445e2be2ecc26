/** Databases that hold a grown record: written by the store's own transactions, without the door's checks, and kept for the run. */
import { type Change, type ChartStore, openStore } from '@charthouse/chart-store';
import type { Resource } from '@charthouse/fhir-model';
import { createSearch, type Search } from '@charthouse/fhir-search';
import type { Bench } from '../bench.ts';
import { accessFacts } from './access-facts.ts';
import { clones } from './clones.ts';
import { withClient } from './records.ts';
import type { NamedText } from './resources.ts';

const seed = 20_261_122;
/** Transactions at the same time, and resources of each. */
const lanes = 2;
const together = 1_000;
/** `lastUpdated` of the first resource; each further one a millisecond later. */
const firstUpdate = Date.UTC(2026, 0, 1);

const grown = new WeakMap<Bench, Map<number, Promise<string>>>();

/** The connection string of a record of this size. It is shared: what changes it comes after what reads it. */
export function grownRecord(bench: Bench, size: number): Promise<string> {
  const known = grown.get(bench) ?? new Map<number, Promise<string>>();
  grown.set(bench, known);
  const made = known.get(size) ?? grow(bench, size);
  known.set(size, made);
  return made;
}

async function grow(bench: Bench, size: number): Promise<string> {
  bench.say(`Making a record of ${size} resources`);
  const start = performance.now();
  const url = await bench.postgres.create();
  const store = await openStore({ connectionString: url, writeConnections: lanes });
  const search = createSearch({ hash: store.hash, ...store.ids });
  const parts = batches(clones(bench.bundles.bundles, { size, seed }));
  let written = 0;
  const lane = async () => {
    for (const part of parts) {
      const first = written;
      written += part.length;
      await write({ store, search }, part, firstUpdate + first);
      if (Math.floor(written / 100_000) > Math.floor(first / 100_000)) bench.say(`  ${written} written`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await store.close();
  await withClient(url, (client) => client.query('vacuum analyze'));
  await bench.postgres.settle();
  bench.say(`  ${written} resources in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  return url;
}

function* batches(parts: Iterable<readonly NamedText[]>): Generator<NamedText[]> {
  let batch: NamedText[] = [];
  for (const part of parts) {
    batch.push(...part);
    if (batch.length < together) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

interface Writer {
  readonly store: ChartStore;
  readonly search: Search;
}

async function write({ store, search }: Writer, part: readonly NamedText[], since: number): Promise<void> {
  const changes = part.map(({ type, id, text }, i): Change => {
    const lastUpdated = since + i;
    const meta = { versionId: '1', lastUpdated: new Date(lastUpdated).toISOString() };
    const parsed = JSON.parse(text) as Resource;
    const resource: Resource = Object.assign({ resourceType: type, id, meta }, parsed, { meta });
    const body = JSON.stringify(resource);
    const access = accessFacts(resource, lastUpdated);
    return { type, id, op: 'create', version: 1, lastUpdated, body, index: search.extract(resource), access };
  });
  await store.transaction((tx) => tx.write(changes));
}
