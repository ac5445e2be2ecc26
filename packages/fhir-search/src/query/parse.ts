/** A query's parameters, read: clauses, order, includes; and an honest account of what was not understood. */
import { type Issue, OutcomeError, outcomes } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import type { Clause } from '../clause.ts';
import type { Parameter } from '../parameters/parameter.ts';
import type { ParseOptions, SearchLimits, SearchQuery, SearchTarget } from '../search.ts';
import { mergedByType, mergesTypes } from '../sort/by-type.ts';
import { defaultSort } from '../sort/read-sort.ts';
import { compartmentClause, compartmentTypes } from '../special/compartment.ts';
import { type Found, foundBy, wantedOf } from './contained.ts';
import type { QueryContext } from './context.ts';
import { among, criterionClause } from './criteria.ts';
import { orderOf } from './order-clause.ts';
import { joinPatientCode, type ReadCriterion } from './patient-code.ts';
import { onceOnly, type Reading, resultParameters } from './result-parameters.ts';

type Parameters = readonly (readonly [name: string, value: string])[];

const defaults: Required<SearchLimits> = {
  chainLimit: 4,
  includeLimit: 1000,
  pageDefault: 20,
  pageLimit: 1000,
  valueLimit: 1000,
  parameterLimit: 100,
};

export type ParseParts = {
  /** True for parameters besides those of the base specification. */
  readonly isAdded: (parameter: Parameter) => boolean;
} & Omit<QueryContext, 'now' | 'impossible' | 'incomplete' | 'chainLimit' | 'valueLimit' | 'spent' | 'isContained'>;

export interface Parsing {
  readonly options: ParseOptions;
  readonly parts: ParseParts;
}

export function parseQuery(target: SearchTarget, parameters: Parameters, parsing: Parsing): SearchQuery {
  const query = parseTypes(target, parameters, parsing);
  return mergesTypes(query)
    ? mergedByType(query, (type) => parseTypes({ ...target, type }, query.understood, lenient(parsing)))
    : query;
}

/** A value that none of one type can have is fine where another type has it. */
function lenient({ options, parts }: Parsing): Parsing {
  return { options: { ...options, strict: false }, parts };
}

function parseTypes(target: SearchTarget, parameters: Parameters, { options, parts }: Parsing): SearchQuery {
  const limits = { ...defaults, ...options.limits };
  if (parameters.length > limits.parameterLimit)
    throw outcomes.tooCostly(
      `The search has ${parameters.length} parameters; at most ${limits.parameterLimit} are allowed.`,
    );
  const noted = new Set<string>();
  const note = (message: string, consequence: string) => {
    if (options.strict) throw outcomes.badRequest(message);
    noted.add(`${message}${consequence}`);
  };
  const asked = { added: false };
  const context: QueryContext = {
    ...parts,
    isActive: (parameter) => {
      asked.added ||= parts.isAdded(parameter);
      return parts.isActive(parameter);
    },
    now: options.now ?? 0,
    impossible: (message) => note(message, ' Nothing has this value.'),
    incomplete: (message) => note(message, ' What is found is not all; ask again then.'),
    chainLimit: limits.chainLimit,
    valueLimit: limits.valueLimit,
    spent: { values: 0 },
    isContained: false,
  };
  const wanted = wantedOf(parameters, context.revision);
  const collecting = { target, limits, options, findsContainers: wanted.containers };
  const read = (isContained: boolean) => collect(parameters, { ...collecting, context: among(context, isContained) });
  const collection = read(wanted.contained === 'true');
  const { understood, issues } = collection;
  const { shape } = collection.reading;
  const inner = wanted.contained === 'both' ? read(true) : collection;
  return {
    ...foundBy(wanted, foundIn(collection, target), foundIn(inner, target)),
    includes: shape.includes,
    count: shape.count,
    total: shape.total,
    includeLimit: limits.includeLimit,
    permit: options.permit,
    ...(asked.added && { added: true as const }),
    issues: [...issues, ...[...noted].map(warning)],
    understood,
    fingerprint: fingerprintOf(target, understood),
  };
}

/** Resources of the target that meet the criteria, in their order. */
function foundIn({ reading, criteria }: Collection, { compartment }: SearchTarget): Found {
  const { types, context, shape } = reading;
  const within = compartment ? [compartmentClause(compartment, types, context)] : [];
  return {
    types: types ?? (compartment && compartmentTypes(compartment.type)),
    clauses: [...within, ...joinPatientCode(criteria, { types, context })],
    sort: shape.sort ?? defaultSort(reading.findsContainers ? undefined : types),
  };
}

function warning(diagnostics: string): Issue {
  return { severity: 'warning', code: 'value', diagnostics };
}

interface Collecting {
  readonly target: SearchTarget;
  readonly context: QueryContext;
  readonly limits: Required<SearchLimits>;
  readonly options: ParseOptions;
  readonly findsContainers: boolean;
}

interface Collection {
  readonly reading: Reading;
  readonly criteria: ReadCriterion[];
  readonly understood: [string, string][];
  readonly issues: Issue[];
}

function collect(
  parameters: Parameters,
  { target, context, limits, options, findsContainers }: Collecting,
): Collection {
  const types = typesOf(target, parameters);
  const shape = {
    count: Math.min(limits.pageDefault, limits.pageLimit),
    total: 'none',
    sort: undefined,
    includes: [],
  } as Reading['shape'];
  const reading: Reading = {
    shape,
    types,
    context,
    asked: (name) => parameters.filter(([one]) => one === name).map(([, value]) => value),
    pageLimit: limits.pageLimit,
    allowsContained: options.contained === true,
    findsContainers,
  };
  const collection: Collection = { reading, criteria: [], understood: [], issues: [] };
  for (const [name, value] of parameters) {
    try {
      readParameter(name, value, collection);
      collection.understood.push([name, value]);
    } catch (error) {
      if (
        options.strict ||
        !(error instanceof OutcomeError) ||
        error.issues.some((issue) => issue.code !== 'not-supported')
      )
        throw error;
      collection.issues.push(...error.issues.map((issue): Issue => ({ ...issue, severity: 'warning' })));
    }
  }
  return collection;
}

function readParameter(name: string, value: string, { reading, criteria, understood }: Collection): void {
  if (name === '_type') {
    readType(value, reading);
    return;
  }
  const [base = '', modifier] = name.split(':', 2);
  if (onceOnly.includes(name) && understood.some(([other]) => other === name))
    throw outcomes.notSupported(`${name} is given more than once, and only once makes sense.`);
  const result = Object.hasOwn(resultParameters, base) ? resultParameters[base] : undefined;
  if (value === '') throw outcomes.notSupported(`${name} has no value; give it one or leave it out.`);
  if (value.includes('\0')) throw outcomes.badRequest(`${name} has a NUL character.`);
  if (result) result(value, modifier, reading);
  else {
    const clause = criterionClause({ types: reading.types, name, value, written: name, depth: 0 }, reading.context);
    const order = clause.kind === 'row' ? orderOf({ name, value, types: reading.types }, reading.context) : undefined;
    if (order) criteria.push({ name: '', value: '', clause: { kind: 'order', bounds: order.bounds } });
    criteria.push({ name, value, clause: order?.settled ? ({ ...clause, filter: true } as Clause) : clause });
  }
}

/** `_type` has chosen the types already; where the URL has chosen one it can only agree. */
function readType(value: string, { types }: Reading): void {
  const named = value.split(',');
  if (!types?.every((type) => named.includes(type)))
    throw outcomes.notSupported(`_type: only ${types?.join(', ')} is searched here; search /?_type=${value} instead.`);
}

/** The types searched: the target's, those of `_type`, those of the compartment; undefined: all. */
function typesOf(target: SearchTarget, parameters: Parameters): readonly string[] | undefined {
  if (target.type !== undefined) return [target.type];
  const named = parameters.filter(([name]) => name === '_type').map(([, value]) => value.split(','));
  for (const type of named.flat())
    if (!isResourceType(type)) throw outcomes.badRequest(`_type: "${type}" is no resource type.`);
  if (named.length === 0) return undefined;
  const [first = [], ...others] = named;
  return [...new Set(first)].filter((type) => others.every((list) => list.includes(type))).sort();
}

/** Criteria and order, whatever the page and the format. */
function fingerprintOf({ type, compartment }: SearchTarget, understood: Parameters): string {
  const shaping = ['_format', '_pretty', '_count', '_total', '_summary', '_elements'];
  const chosen = understood.filter(([name]) => !shaping.includes(name));
  return JSON.stringify([type ?? null, compartment ?? null, chosen]);
}
