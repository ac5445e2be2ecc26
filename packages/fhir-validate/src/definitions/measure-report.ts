/** A report against its measure: its groups, populations and stratifiers are those of the measure, its scores fit. https://hl7.org/fhir/R4/measurereport.html */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { FhirElement } from '@charthouse/fhirpath';
import type { ProfileCheck } from '../profiles/check.ts';
import { objects } from '../rules/bundle/entries.ts';

export function checkMeasureReport(report: FhirElement, check: ProfileCheck): void {
  const { value } = report;
  if (!isObject(value)) return;
  checkCounts(value, check);
  if (typeof value.measure !== 'string') return;
  const measure = check.conformance.find('Measure', value.measure);
  if (measure) checkAgainst(measure, value, check);
  else
    check.found.warning(
      'not-found',
      `The measure ${value.measure} is not loaded, so the report was not checked against it.`,
    );
}

function checkAgainst(measure: JsonObject, report: JsonObject, check: ProfileCheck): void {
  const scoring = codesOf(measure.scoring)[0];
  const visit: PartCheck = (group, due) => {
    checkScore(group, { scoring, report: report.type, check });
    for (const name of ['population', 'stratifier']) pair(group, due, { name, check });
  };
  pair(report, measure, { name: 'group', check, visit });
}

function checkCounts(report: JsonObject, check: ProfileCheck): void {
  const { found } = check;
  for (const [at, group] of objects(report.group).entries())
    for (const [index, population] of objects(group.population).entries()) {
      const from = found.count;
      checkPopulation(population, check);
      found.under(from, `population[${index}]`);
      found.under(from, `group[${at}]`);
    }
}

interface Parts {
  readonly name: string;
  readonly check: ProfileCheck;
  /** What else is asked of a part that has its part of the measure. */
  readonly visit?: PartCheck;
}

type PartCheck = (own: JsonObject, due: JsonObject) => void;

/** Each part of the report has its part of the measure, by its code, and the other way round. A single part needs no code. */
function pair(report: JsonObject, measure: JsonObject, { name, check, visit }: Parts): void {
  const { found } = check;
  const [own, due] = [objects(report[name]), objects(measure[name])];
  const met = new Set<JsonObject>();
  for (const [at, part] of own.entries()) {
    const from = found.count;
    const origin = originOf(part, due, own.length);
    if (origin) {
      if (met.has(origin)) found.error('business-rule', `Another ${name} has this code, too: keep one of them.`);
      met.add(origin);
      visit?.(part, origin);
    } else
      found.error(
        'business-rule',
        part.code === undefined
          ? `The ${name} needs a code that tells which one of the measure it is.`
          : `The measure has no ${name} with this code here: correct it.`,
      );
    found.under(from, `${name}[${at}]`);
  }
  for (const part of due)
    if (!met.has(part) && name === 'group')
      found.error(
        'business-rule',
        `The report lacks the ${name} ${codesOf(part.code).join(', ')} of the measure: add it.`,
      );
}

function originOf(part: JsonObject, due: readonly JsonObject[], count: number): JsonObject | undefined {
  if (part.code === undefined) return due.length === 1 && count === 1 ? due[0] : undefined;
  return (
    due.find((one) => isSameCode(one.code, part.code)) ??
    (due.length === 1 && due[0]?.code === undefined ? due[0] : undefined)
  );
}

interface Score {
  readonly scoring: string | undefined;
  readonly report: JsonValue | undefined;
  readonly check: ProfileCheck;
}

const scored = new Set(['proportion', 'ratio', 'continuous-variable']);

function checkScore({ measureScore }: JsonObject, { scoring, report, check: { found } }: Score): void {
  if (report === 'data-collection' || scoring === 'cohort') {
    if (measureScore !== undefined)
      found.error(
        'business-rule',
        `There is no score in a ${report === 'data-collection' ? 'data collection' : 'cohort'}: remove it.`,
      );
  } else if (scoring !== undefined && scored.has(scoring) && measureScore === undefined)
    found.error('business-rule', `The scoring of the measure is ${scoring}, which needs a measureScore: add it.`);
}

/** As many subjects as are counted are listed: one reference, or a list of them. */
function checkPopulation(population: JsonObject, { found, resolve }: ProfileCheck): void {
  const { count, subjectResults } = population;
  const reference = isObject(subjectResults) ? subjectResults.reference : undefined;
  if (typeof reference !== 'string' || typeof count !== 'number') return;
  const list = resolve(reference)?.value;
  const isList = isObject(list) ? list.resourceType === 'List' : /(?:^|\/)List\/|^#/.test(reference);
  const listed = isObject(list) && isList ? objects(list.entry).length : isList ? undefined : 1;
  if (listed !== undefined && listed !== count)
    found.error('business-rule', `The count is ${count}, but ${reference} lists ${listed} subjects: correct it.`);
}

function codesOf(concept: JsonValue | undefined): string[] {
  return objects(concept).flatMap(({ coding }) => objects(coding).map(({ code }) => String(code)));
}

/** Concepts are the same when they share a coding; without codings, when their texts are. */
function isSameCode(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (Array.isArray(left)) return left.some((one) => isSameCode(one, right));
  if (Array.isArray(right)) return right.some((one) => isSameCode(left, one));
  if (!isObject(left) || !isObject(right)) return left === right;
  const [own, other] = [objects(left.coding), objects(right.coding)];
  if (own.length === 0 && other.length === 0) return left.text === right.text;
  return own.some(({ system, code }) => other.some((one) => one.system === system && one.code === code));
}
