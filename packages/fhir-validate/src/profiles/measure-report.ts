/** A report against its measure: the groups and populations it counts are those of the measure. https://hl7.org/fhir/R4/measurereport.html */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { FhirElement } from '@charthouse/fhirpath';
import { objects } from '../rules/bundle/entries.ts';
import type { ProfileCheck } from './check.ts';

export function checkMeasureReport(report: FhirElement, check: ProfileCheck): void {
  const { value } = report;
  if (!isObject(value)) return;
  const { found, conformance } = check;
  const measure = typeof value.measure === 'string' ? conformance.find('Measure', value.measure) : undefined;
  const known = measure && objects(measure.group);
  for (const [at, group] of objects(value.group).entries()) {
    const from = found.count;
    const origin =
      known?.find((own) => isSameCode(own.code, group.code)) ?? (known?.length === 1 ? known[0] : undefined);
    if (known && !origin) found.error('business-rule', 'The measure has no group with this code: correct it.');
    for (const [index, population] of objects(group.population).entries()) {
      const before = found.count;
      checkPopulation(population, origin, check);
      found.under(before, `population[${index}]`);
    }
    found.under(from, `group[${at}]`);
  }
}

function checkPopulation(
  population: JsonObject,
  group: JsonObject | undefined,
  { found, resolve }: ProfileCheck,
): void {
  const { code, count, subjectResults } = population;
  if (group && code !== undefined && !objects(group.population).some((own) => isSameCode(own.code, code)))
    found.error('business-rule', 'The measure has no population with this code in this group: correct it.');
  const reference = isObject(subjectResults) ? subjectResults.reference : undefined;
  const list = typeof reference === 'string' ? resolve(reference)?.value : undefined;
  if (!isObject(list) || list.resourceType !== 'List' || typeof count !== 'number') return;
  const listed = objects(list.entry).length;
  if (listed !== count)
    found.error(
      'business-rule',
      `The count is ${count}, but ${String(reference)} lists ${listed} subjects: correct it.`,
    );
}

/** Concepts are the same when they share a coding; without codings, when their texts are. */
function isSameCode(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (!isObject(left) || !isObject(right)) return left === right;
  const [own, other] = [objects(left.coding), objects(right.coding)];
  if (own.length === 0 && other.length === 0) return left.text === right.text;
  return own.some(({ system, code }) => other.some((one) => one.system === system && one.code === code));
}
