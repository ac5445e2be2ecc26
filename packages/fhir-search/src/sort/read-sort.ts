/** `_sort`: any parameter, several keys, `-` for descending. https://hl7.org/fhir/R4/search.html#sort */
import { outcomes } from '@charthouse/fhir-model';
import { primaryDateOf } from '../extract/primary-date.ts';
import { isWhole } from '../extract/whole.ts';
import { holders, type Parameter } from '../parameters/parameter.ts';
import type { QueryContext } from '../query/context.ts';
import { parametersNamed } from '../query/criteria.ts';
import { dateKeys } from '../types/date/extract.ts';
import { bodyPaths } from './json-path.ts';
import type { SortBy, SortKey } from './sort-key.ts';

/** @throws OutcomeError 400 `not-supported` for what cannot be sorted by. */
export function readSort(value: string, types: readonly string[] | undefined, context: QueryContext): SortKey[] {
  return value.split(',').map((part) => {
    const descending = part.startsWith('-');
    return { descending, ...sortBy(descending ? part.slice(1) : part, types, context) };
  });
}

/** Without `_sort`: latest primary date first; over several types, latest change first. */
export function defaultSort(types: readonly string[] | undefined): SortKey[] {
  return [{ descending: true, by: types?.length === 1 ? 'primary' : 'updated' }];
}

function sortBy(code: string, types: readonly string[] | undefined, context: QueryContext): SortBy {
  if (code === '_lastUpdated') return { by: 'updated' };
  if (code === '_id') return { by: 'id' };
  if (code === '' || code.startsWith('_'))
    throw outcomes.notSupported(`_sort: "${code}" is nothing that can be sorted by.`);
  const parameters = parametersNamed(code, { types, name: code, value: '', written: '_sort', depth: 0 }, context);
  if (types?.every((type) => isPrimary(code, type, context))) return { by: 'primary' };
  return valuesSorted(parameters, types, context);
}

function isPrimary(code: string, type: string, { registry }: QueryContext): boolean {
  const primary = registry.of(type).get(primaryDateOf(type));
  return primary?.definition.type === 'date' && registry.of(type).get(code)?.parts[0] === primary.parts[0];
}

function valuesSorted(
  parameters: readonly Parameter[],
  searched: readonly string[] | undefined,
  { keys, revision }: QueryContext,
): SortBy {
  const types = new Set(parameters.map((parameter) => parameter.definition.type));
  const [type] = types;
  const owners = parameters.flatMap(holders);
  const own = (kind: 'string' | 'number' | 'quantity', ...parts: readonly string[]) =>
    owners.map((owner) => keys.of(kind, owner, ...parts));
  const marked = owners.length === 1 && revision >= 3 ? { marked: true as const } : {};
  if (types.size === 1 && type === 'string') {
    const isAll = marked.marked && searched?.length === 1 && isWhole(searched[0]!, owners[0]!.code);
    return { by: 'row', table: 'str', h: own('string'), ...marked, ...(isAll && { whole: true as const }) };
  }
  if (types.size === 1 && type === 'date')
    return { by: 'row', table: 'dat', h: owners.flatMap((owner) => dateKeys(keys, owner)), ...marked };
  if (types.size === 1 && type === 'number') return { by: 'row', table: 'qty', h: own('number'), ...marked };
  if (types.size === 1 && type === 'quantity') return { by: 'row', table: 'qty', h: own('quantity', ''), ...marked };
  const paths = parameters.flatMap((parameter) => parameter.paths.flatMap(bodyPaths));
  if (paths.length === 0 || type === 'special')
    throw outcomes.notSupported(`_sort: ${parameters[0]!.code} is a ${type} parameter and has no order.`);
  return { by: 'body', paths: [...new Set(paths)] };
}
