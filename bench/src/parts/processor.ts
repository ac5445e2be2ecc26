/** The processor's part of an ingest, step by step, without network and database. */
import { openStore } from '@charthouse/chart-store';
import { type JsonValue, parseJson, type Resource } from '@charthouse/fhir-model';
import { createSearch } from '@charthouse/fhir-search';
import { createValidator } from '@charthouse/fhir-validate';
import type { Bench } from '../bench.ts';
import { resourcesOf } from '../data/resources.ts';
import { median } from '../measure/statistics.ts';
import type { Figure, Part } from '../part.ts';

export const processor: Part = {
  name: 'processor',
  goals: [3],
  measures: 'The steps of an ingest that need the processor only, one after the other over the same resources',
  limit:
    "JavaScript's own JSON.parse and JSON.stringify of the same texts: what a program does that only passes them on",
  run,
};

interface Step {
  readonly id: string;
  readonly what: string;
  readonly work: () => void;
}

async function run(bench: Bench): Promise<Figure[]> {
  const texts = bench.bundles.bundles.flatMap((bundle) => resourcesOf(bundle).map(({ text }) => text));
  const resources = texts.map((text) => parseJson(text).value as Resource);
  const passOn: Step = {
    id: 'processor.pass-on',
    what: 'JSON.parse and JSON.stringify',
    work: () => {
      for (const text of texts) JSON.stringify(JSON.parse(text));
    },
  };
  const steps = await stepsOf(bench, texts, resources);
  const limit = timed(bench, passOn, texts.length);
  return steps.map((step) => {
    const rate = timed(bench, step, texts.length);
    bench.say(`  ${step.what}: ${rate.toFixed(0)}/s`);
    return { id: step.id, what: step.what, unit: 'resources/s', value: rate, limit, share: rate / limit };
  });
}

async function stepsOf(bench: Bench, texts: readonly string[], resources: readonly Resource[]): Promise<Step[]> {
  const url = await bench.postgres.create();
  const store = await openStore({ connectionString: url });
  const search = createSearch({ hash: store.hash, ...store.ids });
  await store.close();
  await bench.postgres.drop(url);
  const structure = createValidator({ invariants: false });
  const whole = createValidator();
  const each = (work: (resource: Resource) => unknown) => () => {
    for (const resource of resources) work(resource);
  };
  const accepted = (issues: readonly { readonly severity: string }[]) => {
    if (issues.some(({ severity }) => severity === 'error')) throw new Error('The validator refused a resource.');
  };
  return [
    { id: 'processor.parse', what: 'Parse, with numbers as written', work: () => void texts.forEach(parse) },
    {
      id: 'processor.structure',
      what: 'Validate structure, formats, cardinality, required codes',
      work: each((resource) => accepted(structure.validate(resource))),
    },
    {
      id: 'processor.validate',
      what: 'Validate with the invariants of the base specification',
      work: each((resource) => accepted(whole.validate(resource))),
    },
    { id: 'processor.extract', what: 'Extract the index rows', work: each((resource) => search.extract(resource)) },
    { id: 'processor.stringify', what: 'Write JSON', work: each((resource) => JSON.stringify(resource)) },
  ];
}

function parse(text: string): JsonValue {
  return parseJson(text).value;
}

/** Resources a second: the median of several passes after one that warms up. */
function timed({ scale }: Bench, { work }: Step, count: number): number {
  work();
  const seconds = Array.from({ length: scale.rounds }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  });
  return count / median(seconds);
}
