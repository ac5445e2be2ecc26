/** Expressions of HL7's FHIRPath suite, compiled by us and by the reference. https://github.com/FHIR/fhir-test-cases */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Resource } from '@charthouse/fhir-model';
import { parseXml, readXml } from '@charthouse/fhir-xml';
import { compile, resourceElement } from '@charthouse/fhirpath';
import reference from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type { Bench } from '../bench.ts';
import { compare, takeTurns } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';

export const fhirpath: Part = {
  name: 'fhirpath',
  goals: [3],
  measures: "Expressions of HL7's FHIRPath suite for R4, compiled once, evaluated on the suite's resources",
  limit: 'fhirpath.js with its compiled expressions, on the same resources',
  run,
};

const folder = fileURLToPath(new URL('../../../../shared/data/fhir-test-cases/fhirpath/', import.meta.url));

/** The reference prints something for each of these. */
const talkative = /\btrace\(|7\.7 days/;

type Evaluate = () => unknown;

interface Pair {
  readonly own: Evaluate;
  readonly theirs: Evaluate;
}

async function run(bench: Bench): Promise<Figure[]> {
  if (!existsSync(folder)) throw new Error('the FHIRPath suite is not on this machine');
  const pairs = suitePairs();
  const rate = (kind: keyof Pair) => async () => {
    const end = performance.now() + (bench.scale.seconds * 1000) / 2;
    let done = 0;
    const start = performance.now();
    while (performance.now() < end) for (const pair of pairs) done += pair[kind]() === undefined ? 0 : 1;
    return done / ((performance.now() - start) / 1000);
  };
  const turns = await takeTurns(bench.scale.rounds, { product: rate('own'), limit: rate('theirs') });
  const what = `${pairs.length} expressions that both evaluate`;
  return [{ id: 'fhirpath.rate', what, unit: 'evaluations/s', ...compare(turns) }];
}

/** Expressions that are valid, have a resource and are evaluated by both. */
function suitePairs(): Pair[] {
  const document = parseXml(readFileSync(`${folder}tests-fhir-r4.public.xml`, 'utf8'), { length: 1e7, depth: 50 });
  const resources = new Map<string, Resource>();
  return [...document.getElementsByTagName('test')].flatMap((test) => {
    const expression = test.getElementsByTagName('expression')[0];
    const file = test.getAttribute('inputfile');
    if (!file?.endsWith('.xml') || !expression?.textContent || expression.getAttribute('invalid')) return [];
    if (talkative.test(expression.textContent)) return [];
    try {
      const resource =
        resources.get(file) ?? (readXml(readFileSync(`${folder}input/${file}`, 'utf8')).value as Resource);
      resources.set(file, resource);
      const pair = pairOf(expression.textContent, resource);
      pair.own();
      pair.theirs();
      return [pair];
    } catch {
      return [];
    }
  });
}

function pairOf(expression: string, resource: Resource): Pair {
  const own = compile(expression);
  const element = resourceElement(resource);
  if (!element) throw new Error('The input is no resource.');
  const environment = { now: '2026-11-22T12:00:00.000Z', trace: () => {} };
  const theirs = reference.compile(expression, r4);
  return { own: () => own.evaluate([element], environment), theirs: () => theirs(resource) };
}
