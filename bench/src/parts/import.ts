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
    '`charthouse import` of NDJSON files, one per type, into an empty record, with validation; from start to end of the command',
  limit: 'COPY of the bodies alone into one table without an index, in one transaction, from buffers made ready',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const resources = bench.bundles.bundles.flatMap(resourcesOf);
  const folder = join(bench.folder, 'ndjson');
  writeFiles(folder, resources);
  const bodies = resources.map(({ text }) => text);
  const turns = await takeTurns(bench.scale.rounds, {
    product: async () => {
      const url = await bench.postgres.create();
      await bench.postgres.settle();
      const { seconds } = await runCommand(['import', folder], {
        DATABASE_URL: url,
        CHARTHOUSE_DATA: join(bench.folder, 'import'),
      });
      await bench.postgres.drop(url);
      bench.say(`  ${(resources.length / seconds).toFixed(0)}/s`);
      return resources.length / seconds;
    },
    limit: async () => {
      const url = await bench.postgres.create();
      await bench.postgres.settle();
      const rate = await rawCopyRate(url, bodies);
      await bench.postgres.drop(url);
      return rate;
    },
  });
  return [{ id: 'import.rate', what: 'NDJSON import, one process', unit: 'resources/s', ...compare(turns) }];
}

function writeFiles(folder: string, resources: readonly NamedText[]): void {
  mkdirSync(folder, { recursive: true });
  for (const [type, ofType] of Map.groupBy(resources, ({ type }) => type))
    writeFileSync(join(folder, `${type}.ndjson`), `${ofType?.map(({ text }) => text).join('\n')}\n`);
}
