/** The URL grammar of the RESTful API, one table: https://hl7.org/fhir/R4/http.html#summary */
import { isId, OutcomeError, outcomes } from '@charthouse/fhir-model';
import { compartments, isResourceType } from '@charthouse/fhir-model/definitions';
import type { InteractionName, Query } from '../call.ts';

export interface Target {
  readonly interaction: InteractionName;
  readonly type?: string;
  readonly id?: string;
  readonly version?: string;
  readonly operation?: string;
  readonly compartment?: { readonly type: string; readonly id: string };
}

interface Route {
  readonly methods: string;
  /** Path segments: `:type`, `:id`, `:version`, `:operation`, `:compartment`, `:any` (a type or `*`) or literal text. */
  readonly path: string;
  readonly interaction: InteractionName;
  /** What the capability statement calls it: https://hl7.org/fhir/R4/valueset-type-restful-interaction.html and the system's own. */
  readonly states?: string;
}

/** Every place of the API and what may be done there. */
export const routes: readonly Route[] = [
  { methods: 'GET', path: 'metadata', interaction: 'capabilities' },
  { methods: 'GET', path: '', interaction: 'search', states: 'search-system' },
  { methods: 'POST', path: '', interaction: 'bundle', states: 'transaction batch' },
  { methods: 'POST', path: '_search', interaction: 'search' },
  { methods: 'GET', path: '_history', interaction: 'history', states: 'history-system' },
  { methods: 'GET POST', path: ':operation', interaction: 'operation' },
  { methods: 'GET', path: ':type', interaction: 'search', states: 'search-type' },
  { methods: 'POST', path: ':type', interaction: 'create', states: 'create' },
  { methods: 'PUT', path: ':type', interaction: 'update' },
  { methods: 'PATCH', path: ':type', interaction: 'patch' },
  { methods: 'DELETE', path: ':type', interaction: 'delete' },
  { methods: 'POST', path: ':type/_search', interaction: 'search' },
  { methods: 'GET', path: ':type/_history', interaction: 'history', states: 'history-type' },
  { methods: 'GET POST', path: ':type/:operation', interaction: 'operation' },
  { methods: 'GET', path: ':type/:id', interaction: 'read', states: 'read' },
  { methods: 'PUT', path: ':type/:id', interaction: 'update', states: 'update' },
  { methods: 'PATCH', path: ':type/:id', interaction: 'patch', states: 'patch' },
  { methods: 'DELETE', path: ':type/:id', interaction: 'delete', states: 'delete' },
  { methods: 'GET', path: ':type/:id/_history', interaction: 'history', states: 'history-instance' },
  { methods: 'GET', path: ':type/:id/_history/:version', interaction: 'vread', states: 'vread' },
  { methods: 'GET POST', path: ':type/:id/:operation', interaction: 'operation' },
  { methods: 'GET', path: ':compartment/:id/:any', interaction: 'search' },
  { methods: 'POST', path: ':compartment/:id/:any/_search', interaction: 'search' },
];

const compiled = routes.map((route) => ({
  ...route,
  methods: route.methods.split(' '),
  segments: route.path === '' ? [] : route.path.split('/'),
}));

const byLength = Map.groupBy(compiled, ({ segments }) => segments.length);

/** Whether a segment can stand at a place of a path. */
const fits: Readonly<Record<string, (segment: string) => boolean>> = {
  ':type': isResourceType,
  ':id': isId,
  ':version': isId,
  ':operation': (segment) => segment.startsWith('$') && segment.length > 1,
  ':compartment': (segment) => Object.hasOwn(compartments, segment),
  ':any': (segment) => segment === '*' || isResourceType(segment),
};

/**
 * What a method and a path below the base (`Patient/1/_history`) ask for.
 * @throws OutcomeError 404 (no such resource type or place), 400 (bad id), 405 (the place does not take the method)
 */
export function targetOf(method: string, path: string): Target {
  const segments = decoded(path);
  const wanted = method === 'HEAD' ? 'GET' : method;
  const places = byLength.get(segments.length) ?? [];
  const route = places.find((place) => place.methods.includes(wanted) && matches(place.segments, segments));
  if (!route) throw refusal(method, path, { segments, places });
  const named = new Map(route.segments.map((name, i) => [name, segments[i] as string]));
  const compartment = named.get(':compartment');
  const any = named.get(':any');
  const type = compartment ? (any === '*' ? undefined : any) : named.get(':type');
  return {
    interaction: route.interaction,
    ...(type && { type }),
    ...(compartment
      ? { compartment: { type: compartment, id: named.get(':id') as string } }
      : named.has(':id') && { id: named.get(':id') as string }),
    ...(named.has(':version') && { version: named.get(':version') as string }),
    ...(named.has(':operation') && { operation: named.get(':operation') as string }),
  };
}

function decoded(path: string): string[] {
  const trimmed = path.slice(path.startsWith('/') ? 1 : 0, path.length > 1 && path.endsWith('/') ? -1 : undefined);
  if (trimmed === '') return [];
  const segments = trimmed.split('/');
  try {
    return path.includes('%') ? segments.map(decodeURIComponent) : segments;
  } catch {
    throw outcomes.badRequest(`The path "${path}" has a bad percent escape.`);
  }
}

/** For a pattern as long as the segments. */
function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.every((name, i) => (fits[name] ? fits[name](segments[i] as string) : name === segments[i]));
}

interface Asked {
  readonly segments: readonly string[];
  /** Places of as many segments. */
  readonly places: readonly (typeof compiled)[number][];
}

function refusal(method: string, path: string, { segments, places }: Asked): OutcomeError {
  const here = places.filter((place) => matches(place.segments, segments));
  return here.length ? notAllowed(method, path, here) : noSuchPlace(path, segments);
}

function notAllowed(method: string, path: string, places: readonly { methods: readonly string[] }[]) {
  const methods = places.flatMap((place) => place.methods).flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]));
  const allowed = [...new Set(methods)].join(', ');
  const error = outcomes.methodNotAllowed(`${method} is not possible at "${path}". It takes ${allowed}.`);
  return new OutcomeError(error.status, error.issues, { allow: allowed });
}

function noSuchPlace(path: string, segments: readonly string[]) {
  const [first, second] = segments;
  if (first !== undefined && isResourceType(first) && segments.length === 2 && second !== undefined && !isId(second))
    return outcomes.badRequest(`"${second}" is no id: 1 to 64 letters, digits, "-" and "." are.`);
  if (first !== undefined && /^[A-Z]/.test(first) && !isResourceType(first))
    return outcomes.notFound(`"${first}" is no FHIR R4 resource type.`);
  return outcomes.notFound(`There is nothing at "${path}". See /fhir/R4/metadata for what this server offers.`);
}

/** The two sides of the first `?`. */
export function pathAndQuery(url: string): { readonly path: string; readonly query: string } {
  const at = url.indexOf('?');
  return at < 0 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) };
}

/**
 * `a=1&b=2` (without `?`) as pairs, in order.
 * @throws OutcomeError 400 for a bad percent escape, or one that is no UTF-8: it would be read as other text than was meant
 */
export function queryOf(text: string): Query {
  if (!isReadable(text))
    throw outcomes.badRequest(
      'The query has a bad percent escape, or characters that are no UTF-8. Write a percent sign itself as %25.',
    );
  return text === '' ? [] : [...new URLSearchParams(text)];
}

function isReadable(text: string): boolean {
  try {
    if (text.includes('%')) decodeURIComponent(text);
    return text.isWellFormed();
  } catch {
    return false;
  }
}

/** A query as text, escaped, without `?`. */
export function queryText(query: Query): string {
  return new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
}
