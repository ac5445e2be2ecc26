/** `charthouse import` of NDJSON files, one per resource type. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { type NamedText, resourcesOf } from '../data/resources.ts';
import { rawCopyRate } from '../limits/raw-copy.ts';
import { compare, takeTurns } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';
import { runCommand } from '../processes/command.ts';

export const importPart: Part = {
  name: 'import',
  goals: [4],
  measures:
    '`charthouse import` of NDJSON files, one per type, into an empty record, with validation; from start to end of the command; in bulk: several commands at a time, each with a share of the patients',
  limit: 'COPY of the bodies alone into one table without an index, in one transaction, from buffers made ready',
  run,
};

/** Commands that import at the same time in bulk, each the files of its share of the patients. */
const processes = 2;

async function run(bench: Bench): Promise<Figure[]> {
  const patients = bench.bundles.bundles.map(resourcesOf);
  const resources = patients.flat();
  const folder = (name: string) => join(bench.folder, 'ndjson', name);
  writeFiles(folder('all'), resources);
  const shares = Array.from({ length: processes }, (_, i) => folder(`share-${i}`));
  shares.forEach((share, i) => {
    writeFiles(share, patients.filter((_, n) => n % processes === i).flat());
  });
  const bodies = resources.map(({ text }) => text);
  const limit = () => onEmptyRecord(bench, (url) => rawCopyRate(url, bodies));
  const product = (folders: readonly string[]) => async () => {
    const seconds = await onEmptyRecord(bench, (url) => importSeconds(bench, url, folders));
    bench.say(`  ${folders.length} at a time: ${(resources.length / seconds).toFixed(0)}/s`);
    return resources.length / seconds;
  };
  const { rounds } = bench.scale;
  const unit = 'resources/s';
  const one = await takeTurns(rounds, { product: product([folder('all')]), limit });
  const bulk = await takeTurns(rounds, { product: product(shares), limit });
  return [
    { id: 'import.rate', what: 'NDJSON import, one process', unit, ...compare(one) },
    { id: 'import.bulk', what: `NDJSON import, ${processes} commands at a time`, unit, ...compare(bulk) },
  ];
}

async function onEmptyRecord<T>(bench: Bench, work: (url: string) => Promise<T>): Promise<T> {
  const url = await bench.postgres.create();
  try {
    await bench.postgres.settle();
    return await work(url);
  } finally {
    await bench.postgres.drop(url);
  }
}

/** From the start of the first command to the end of the last. */
async function importSeconds(
  { profiler, folder: own }: Bench,
  url: string,
  folders: readonly string[],
): Promise<number> {
  const watch = await profiler?.watch(undefined, url);
  const runs = folders.map((folder, i) =>
    runCommand(
      ['import', folder],
      { ...profiler?.fromStart, DATABASE_URL: url, CHARTHOUSE_DATA: join(own, `import-${i}`) },
      profiler?.flags,
    ),
  );
  const done = await Promise.all(runs);
  await watch?.stop();
  return Math.max(...done.map(({ seconds }) => seconds));
}

function writeFiles(folder: string, resources: readonly NamedText[]): void {
  mkdirSync(folder, { recursive: true });
  for (const [type, ofType] of Map.groupBy(resources, ({ type }) => type))
    writeFileSync(join(folder, `${type}.ndjson`), `${ofType?.map(({ text }) => text).join('\n')}\n`);
}
