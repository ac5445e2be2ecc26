/** The expressions of a measure are in its libraries, where CQL says so. https://hl7.org/fhir/R4/measure-definitions.html#Measure.library */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import type { FhirElement } from '@charthouse/fhirpath';
import type { ProfileCheck } from '../profiles/check.ts';
import { objects } from '../rules/bundle/entries.ts';
import { asciiOf } from './base64.ts';

const cql = new Set(['text/cql', 'text/cql-identifier', 'text/cql.identifier']);

interface Libraries {
  readonly loaded: readonly Library[];
  /** How many the measure names. */
  readonly named: number;
}

interface Library {
  readonly url: string;
  readonly name: string;
  /** What it defines; empty where it has no content that tells. */
  readonly names: ReadonlySet<string>;
}

export function measure({ value }: FhirElement, check: ProfileCheck): void {
  if (!isObject(value)) return;
  const named = Array.isArray(value.library) ? value.library.filter((url) => typeof url === 'string') : [];
  const loaded = named.map((url) => check.conformance.find('Library', url)).filter((library) => library !== undefined);
  const libraries: Libraries = { named: named.length, loaded: loaded.map(libraryOf) };
  for (const [at, group] of objects(value.group).entries()) {
    const from = check.found.count;
    for (const part of ['population', 'stratifier']) checkCriteria(group, { part, libraries }, check);
    check.found.under(from, `group[${at}]`);
  }
  checkCriteria(value, { part: 'supplementalData', libraries }, check);
}

function libraryOf(library: JsonObject): Library {
  const names = new Set<string>();
  for (const { contentType, data } of objects(library.content)) {
    if (typeof data !== 'string') continue;
    for (const [, name] of asciiOf(data).matchAll(definitions[String(contentType)] ?? /(?!)/g)) names.add(name!);
  }
  return { url: String(library.url), name: String(library.name), names };
}

/** How the names of what a library defines are written. */
const definitions: Readonly<Record<string, RegExp>> = {
  'text/cql': /^\s*define\s+(?:function\s+)?"?([^":(\r\n]+?)"?\s*[:(]/gm,
  'application/elm+xml': /<def\b[^>]*?\sname="([^"]+)"/g,
  'application/elm+json': /"name"\s*:\s*"([^"]+)"/g,
};

interface Criteria {
  readonly part: string;
  readonly libraries: Libraries;
}

function checkCriteria(holder: JsonObject, { part, libraries }: Criteria, { found }: ProfileCheck): void {
  for (const [at, { criteria }] of objects(holder[part]).entries()) {
    if (!isObject(criteria) || !cql.has(String(criteria.language))) continue;
    const problem = problemOf(String(criteria.expression ?? ''), libraries);
    if (problem) found.error('business-rule', problem, `${part}[${at}].criteria`);
  }
}

/** Nothing is said of libraries that are not loaded or hold no text. */
function problemOf(expression: string, { named, loaded }: Libraries): string | undefined {
  if (named === 0) return 'The criteria are in CQL, but the measure names no library: add it to "library".';
  const [, prefix, name] = /^(?:([A-Za-z_]\w*)\.)?"?([A-Za-z_][^"]*)"?$/.exec(expression) ?? [];
  const library = prefix === undefined ? undefined : loaded.find((own) => own.name === prefix);
  const own = library ?? (prefix === undefined && loaded.length === 1 && named === 1 ? loaded[0] : undefined);
  if (name === undefined || !own || own.names.size === 0 || own.names.has(name)) return undefined;
  return `The library ${own.url} does not define ${name}: correct the expression.`;
}
