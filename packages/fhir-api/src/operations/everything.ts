/** Everything about a patient or an encounter: https://hl7.org/fhir/R4/patient-operation-everything.html */
import { outcomes, parseJson, type Resource } from '@charthouse/fhir-model';
import { compartments, isResourceType } from '@charthouse/fhir-model/definitions';
import { noDate, type SearchQuery, type SearchRow } from '@charthouse/fhir-search';
import { allValues, type Call, firstValue, type Query, type Result } from '../call.ts';
import { pageParameter } from '../http/page-link.ts';
import { instantOf, periodOf } from '../http/times.ts';
import { searchResult } from '../interactions/search.ts';
import { storedResult } from '../interactions/stored.ts';
import type { ApiParts } from '../parts.ts';
import { type Operation, withInputInQuery } from './operation.ts';

const known: ReadonlySet<string> = new Set([
  '_since',
  '_type',
  'start',
  'end',
  '_count',
  '_format',
  '_pretty',
  '_summary',
  '_elements',
  pageParameter,
]);

export const everything: Operation = {
  definition: {
    id: 'everything',
    code: 'everything',
    title: 'Everything about a patient or an encounter',
    description: 'The resource, all resources of its compartment, and what those refer to, in pages.',
    base: 'http://hl7.org/fhir/OperationDefinition/Patient-everything',
    parameter: [
      { name: 'start', use: 'in', min: 0, max: '1', type: 'date', documentation: 'Care from this date on.' },
      { name: 'end', use: 'in', min: 0, max: '1', type: 'date', documentation: 'Care up to this date.' },
      { name: '_since', use: 'in', min: 0, max: '1', type: 'instant' },
      { name: '_type', use: 'in', min: 0, max: '*', type: 'code' },
      { name: '_count', use: 'in', min: 0, max: '1', type: 'integer' },
      { name: 'return', use: 'out', min: 1, max: '1', type: 'Bundle' },
    ],
  },
  levels: ['instance'],
  types: ['Patient', 'Encounter'],
  takesCriteria: true,
  affectsState: false,
  async handle(asked, parts) {
    const call = withInputInQuery(asked);
    const unknown = call.query.find(([name]) => !known.has(name));
    if (unknown) throw outcomes.notSupported(`"${unknown[0]}" is no parameter of $everything.`);
    const row = await parts.store.read(call.type as string, call.id as string);
    storedResult({ ...call, conditions: {} }, row);
    return compartmentPage(call, parts);
  },
};

async function compartmentPage(call: Call, parts: ApiParts): Promise<Result> {
  const { settings, now } = parts;
  const compartment = { type: call.type as string, id: call.id as string };
  const query = parts.search.parse({ compartment }, searchOf(call), {
    strict: true,
    now: now(),
    limits: { includeLimit: settings.includeLimit, pageDefault: settings.pageDefault, pageLimit: settings.pageLimit },
  });
  const asked = call.query.filter(([name]) => known.has(name));
  const url = `${call.base}/${call.type}/${call.id}/$everything`;
  const clauses = [...query.clauses, ...careDates(call)];
  const understood = asked.filter(([name]) => name !== pageParameter);
  const isWanted = wanted(call, parts);
  const isMember = membership(query, compartment.type, parts);
  // Members come as matches, each on its own page: included, they would come again.
  const keep = (row: SearchRow, mode: 'match' | 'include') => isWanted(row) && (mode === 'match' || !isMember(row));
  return searchResult({ ...query, clauses, understood }, { call, parts, url, keep });
}

/** Types whose primary date is no time of care: they are part of everything, whatever the dates asked for. */
const undated = ['Patient', 'Person', 'RelatedPerson'];

/** `start` and `end`: care at that time, and whatever has no date of care. */
function careDates(call: Call): SearchQuery['clauses'] {
  const start = firstValue(call.query, 'start');
  const end = firstValue(call.query, 'end');
  if (start === undefined && end === undefined) return [];
  const first = start === undefined ? Number.NEGATIVE_INFINITY : periodOf('start', start).from;
  const last = end === undefined ? Number.POSITIVE_INFINITY : periodOf('end', end).to;
  if (first > last) throw outcomes.badRequest(`start is "${start}", which is after the end, "${end}".`);
  const from = start === undefined ? [] : [{ is: '>=' as const, at: BigInt(first) * 1000n }];
  const to = end === undefined ? [] : [{ is: '<=' as const, at: BigInt(last) * 1000n + 999n }];
  const dateless = { kind: 'order' as const, bounds: [{ is: '<=' as const, at: noDate }] };
  const within = { kind: 'order' as const, bounds: [...from, ...to] };
  return [{ kind: 'any', of: [within, dateless, { kind: 'type', types: undated }] }];
}

/** What the answer holds: `_type` and `_since` are about what is returned, also of what the compartment refers to. */
function wanted(call: Call, { store }: ApiParts): (row: SearchRow) => boolean {
  const since = firstValue(call.query, '_since');
  const from = since === undefined ? Number.NEGATIVE_INFINITY : instantOf('_since', since);
  const types = typesOf(call);
  return (row) => row.lu >= from && (types.length === 0 || types.includes(store.ids.typeName(row.tid)));
}

/** Whether a resource that is referred to is in the compartment itself: its index rows tell. */
function membership({ clauses }: SearchQuery, type: string, { search, store }: ApiParts): (row: SearchRow) => boolean {
  const keys = new Set(clauses.flatMap((clause) => (clause.kind === 'tok' ? clause.any.map(({ h }) => h) : [])));
  return (row) =>
    compartmentHolds(type, store.ids.typeName(row.tid)) &&
    search.extract(parseJson(row.body).value as Resource).tok.some(({ h }) => keys.has(h));
}

function compartmentHolds(compartment: string, type: string): boolean {
  return type === compartment || Object.hasOwn(compartments[compartment] ?? {}, type);
}

function typesOf(call: Call): string[] {
  return allValues(call.query, '_type').flatMap((value) => value.split(','));
}

function searchOf(call: Call): Query {
  const since = firstValue(call.query, '_since');
  const count = firstValue(call.query, '_count');
  const types = typesOf(call);
  for (const type of types)
    if (!isResourceType(type)) throw outcomes.badRequest(`_type is "${type}", which is no resource type.`);
  // Resources of a type outside the compartment come with those that refer to them, so all of these are looked at.
  const goesOutside = types.some((type) => !compartmentHolds(call.type as string, type));
  if (goesOutside && (count === '0' || firstValue(call.query, '_summary') === 'count'))
    throw outcomes.notSupported(`Only resources of the compartment are counted; leave out _type or the count.`);
  return [
    ['_include', '*'],
    ...(since === undefined || goesOutside ? [] : [['_lastUpdated', `ge${since}`] as const]),
    ...(count === undefined ? [] : [['_count', count] as const]),
    ...(types.length === 0 || goesOutside ? [] : [['_type', types.join(',')] as const]),
  ];
}
