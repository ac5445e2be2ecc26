/** A report against its measure: the groups and populations it counts are those of the measure. https://hl7.org/fhir/R4/measurereport.html */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { FhirElement } from '@charthouse/fhirpath';
import { objects } from '../rules/bundle/entries.ts';
import type { ProfileCheck } from './check.ts';

export function checkMeasureReport(report: FhirElement, { conformance, found }: ProfileCheck): void {
  const { value } = report;
  const measure =
    isObject(value) && typeof value.measure === 'string' ? conformance.find('Measure', value.measure) : undefined;
  if (!isObject(value) || !measure) return;
  const groups = objects(measure.group);
  for (const [at, group] of objects(value.group).entries()) {
    const origin =
      groups.find((own) => isSameCode(own.code, group.code)) ?? (groups.length === 1 ? groups[0] : undefined);
    if (!origin) found.error('business-rule', `The measure has no group with this code: correct it.`, `group[${at}]`);
    else
      checkPopulations(group, origin, (problem, step) => found.error('business-rule', problem, `group[${at}].${step}`));
  }
}

function checkPopulations(group: JsonObject, origin: JsonObject, say: (problem: string, step: string) => void): void {
  const known = objects(origin.population);
  for (const [at, population] of objects(group.population).entries())
    if (population.code !== undefined && !known.some((own) => isSameCode(own.code, population.code)))
      say('The measure has no population with this code in this group: correct it.', `population[${at}]`);
}

/** Concepts are the same when they share a coding; without codings, when their texts are. */
function isSameCode(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (!isObject(left) || !isObject(right)) return left === right;
  const [own, other] = [objects(left.coding), objects(right.coding)];
  if (own.length === 0 && other.length === 0) return left.text === right.text;
  return own.some(({ system, code }) => other.some((one) => one.system === system && one.code === code));
}
