/** Makes a search parameter of its definition, for one type of resource. */
import { type SearchParameterDefinition, types } from '@charthouse/fhir-model/definitions';
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
  const compute = computed[definition.url];
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
  const components = (definition.component ?? []).map((component): Component => {
    const known = byUrl.get(component.definition);
    if (!known) throw new SyntaxError(`${definition.url}: the component ${component.definition} is not known.`);
    const read = parseExpression(component.expression);
    const fromResource = read.some((one) => one.root === '%resource');
    const from = fromResource ? type : path.type;
    const paths = read.flatMap((one) => resolvePath(one, from)).filter((one) => isIndexed(known, one));
    const all = pathsOn(type, known.expression).filter((one) => isIndexed(known, one));
    const isAll =
      all.length === paths.length && all.every((one) => paths.some((own) => pathName(own) === pathName(one)));
    return { definition: known, paths, isAll, fromResource };
  });
  return { path, components };
}

/** @throws SyntaxError saying why a definition cannot be indexed. */
export function checkDefinition(definition: SearchParameterDefinition): void {
  for (const type of definition.base) {
    if (types[type]?.kind !== 'resource') throw new SyntaxError(`${type} is no resource type.`);
    const paths = pathsOn(type, definition.expression);
    if (paths.length === 0)
      throw new SyntaxError(`The expression of ${definition.code} leads to no element of ${type}.`);
    if (definition.type !== 'composite' && !paths.some((path) => isIndexed(definition, path)))
      throw new SyntaxError(`${definition.code}: ${paths[0]!.type} cannot be searched as ${definition.type}.`);
  }
}
