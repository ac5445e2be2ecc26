/** Makes a search parameter of its definition, for one type of resource. */
import { type SearchParameterDefinition, searchParameters, types } from '@charthouse/fhir-model/definitions';
import { parseExpression } from '../expression/parse.ts';
import { type JsonPath, pathName, resolvePath } from '../expression/resolve.ts';
import { searchTypes } from '../types/index.ts';
import { computed } from './computed.ts';
import type { Component, Composite, OpenParameter } from './parameter.ts';

export interface Making {
  readonly definition: SearchParameterDefinition;
  readonly byUrl: ReadonlyMap<string, SearchParameterDefinition>;
  readonly id: number;
}

/** Searched by columns of `res`: no index rows. */
const columns: ReadonlySet<string> = new Set(['_id', '_lastUpdated']);

export function parameterOn(type: string, { definition, byUrl, id }: Making): OpenParameter {
  const compute = Object.hasOwn(computed, definition.url) ? computed[definition.url] : undefined;
  const paths = compute || columns.has(definition.code) ? [] : pathsOn(type, definition.expression);
  const isComposite = definition.type === 'composite';
  const indexed = isComposite ? [] : paths.filter((path) => isIndexed(definition, path));
  return {
    definition,
    type,
    code: definition.code,
    id,
    paths: indexed,
    dataTypes: new Set(compute ? ['boolean'] : indexed.map((path) => path.type)),
    ...(compute && { computed: compute }),
    composites: isComposite ? paths.map((path) => compositeAt(path, type, { definition, byUrl })) : [],
    parts: [],
    routes: new Map(),
  };
}

/** Choices may have types that the search type cannot compare; they are no values of the parameter. */
function isIndexed({ type }: SearchParameterDefinition, path: JsonPath): boolean {
  return searchTypes[type]?.extract[path.type] !== undefined;
}

function pathsOn(type: string, expression: string | undefined): JsonPath[] {
  if (expression === undefined) return [];
  const roots = [type, 'Resource', 'DomainResource', undefined];
  return parseExpression(expression)
    .filter((path) => roots.includes(path.root))
    .flatMap((path) => resolvePath(path, type));
}

function compositeAt(path: JsonPath, type: string, { definition, byUrl }: Omit<Making, 'id'>): Composite {
  const known = (definition.component ?? []).map((component) => {
    const found = byUrl.get(component.definition);
    if (!found) throw new SyntaxError(`${definition.url}: the component ${component.definition} is not known.`);
    return found;
  });
  const components = (definition.component ?? []).map(({ expression }, i) => {
    // DocumentReference-relationship names its two components the wrong way round.
    const fits = [known[i]!, ...known].find(
      (one) => componentPaths(one, expression, { type, from: path.type }).length > 0,
    );
    return componentOf(fits ?? known[i]!, expression, { type, from: path.type });
  });
  return { path, components };
}

/** The type of resource, and of the composite's element. */
interface Within {
  readonly type: string;
  readonly from: string;
}

function componentPaths(definition: SearchParameterDefinition, expression: string, { type, from }: Within): JsonPath[] {
  const read = parseExpression(expression);
  const start = read.some((one) => one.root === '%resource') ? type : from;
  return read.flatMap((one) => resolvePath(one, start)).filter((one) => isIndexed(definition, one));
}

function componentOf(definition: SearchParameterDefinition, expression: string, within: Within): Component {
  const paths = componentPaths(definition, expression, within);
  const all = pathsOn(within.type, definition.expression).filter((one) => isIndexed(definition, one));
  const isAll = all.length === paths.length && all.every((one) => paths.some((own) => pathName(own) === pathName(one)));
  return { definition, paths, isAll, fromResource: expression.includes('%resource') };
}

/** @throws SyntaxError saying why a definition cannot be indexed. */
export function checkDefinition(definition: SearchParameterDefinition): void {
  for (const type of definition.base) {
    if (types[type]?.kind !== 'resource') throw new SyntaxError(`${type} is no resource type.`);
    const paths = pathsOn(type, definition.expression);
    if (paths.length === 0)
      throw new SyntaxError(`The expression of ${definition.code} leads to no element of ${type}.`);
    if (definition.type === 'composite') checkComposite(type, paths, definition);
    else if (!paths.some((path) => isIndexed(definition, path)))
      throw new SyntaxError(`${definition.code}: ${paths[0]!.type} cannot be searched as ${definition.type}.`);
  }
}

/** Components are base parameters: those that were added can go again. */
function checkComposite(type: string, paths: readonly JsonPath[], definition: SearchParameterDefinition): void {
  const { component = [] } = definition;
  if (component.length < 2) throw new SyntaxError(`${definition.code}: a composite has two components or more.`);
  const byUrl = new Map(searchParameters.map((one) => [one.url, one]));
  for (const { definition: url, expression } of component) {
    const known = byUrl.get(url);
    if (!known) throw new SyntaxError(`${definition.code}: the component ${url} is no base parameter.`);
    if (!paths.some((path) => componentPaths(known, expression, { type, from: path.type }).length > 0))
      throw new SyntaxError(`${definition.code}: "${expression}" leads to no element that ${url} can search.`);
  }
}
