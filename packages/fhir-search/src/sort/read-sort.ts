/** `_sort`: any parameter, several keys, `-` for descending. https://hl7.org/fhir/R4/search.html#sort */
import { outcomes } from '@charthouse/fhir-model';
import { primaryDateOf } from '../extract/primary-date.ts';
import { holders, type Parameter } from '../parameters/parameter.ts';
import type { QueryContext } from '../query/context.ts';
import { parametersNamed } from '../query/criteria.ts';
import { dateKeys } from '../types/date/extract.ts';
import { isListed } from '../types/token/coded.ts';
import { bodyPaths } from './json-path.ts';
import type { SortBy, SortKey } from './sort-key.ts';

/** @throws OutcomeError 400 `not-supported` for what cannot be sorted by. */
export function readSort(value: string, types: readonly string[] | undefined, context: QueryContext): SortKey[] {
  const keys = value.split(',').map((part): SortKey => {
    const descending = part.startsWith('-');
    return { descending, ...sortBy(descending ? part.slice(1) : part, types, context) };
  });
  const [only, second, ...others] = keys;
  if (!second) return only && isSplit(only) ? [only, { descending: only.descending, by: 'tie' }] : keys;
  // What has one code is kept in the order of dates, latest last.
  const isKept = only?.by === 'code' && second.by === 'primary' && second.descending && others.length === 0;
  return isKept ? [only, { descending: true, by: 'tie' }] : keys;
}

/** A value that has one code at most. */
function isOne(dataType: string): boolean {
  return dataType === 'code' || dataType === 'Coding' || dataType === 'boolean';
}

/** What has no value follows in an order of its own. */
function isSplit(key: SortKey): boolean {
  return key.by === 'primary' ? !key.descending : key.by === 'row' || key.by === 'code';
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
  return valuesSorted(parameters, context);
}

function isPrimary(code: string, type: string, { registry }: QueryContext): boolean {
  const primary = registry.of(type).get(primaryDateOf(type));
  return primary?.definition.type === 'date' && registry.of(type).get(code)?.parts[0] === primary.parts[0];
}

function valuesSorted(parameters: readonly Parameter[], { keys, revision, isContained }: QueryContext): SortBy {
  const types = new Set(parameters.map((parameter) => parameter.definition.type));
  const [type] = types;
  const owners = parameters.flatMap(holders);
  const own = (kind: 'string' | 'below' | 'number' | 'quantity', ...parts: readonly string[]) =>
    owners.map((owner) => keys.of(kind, owner, ...parts));
  const marked = owners.length === 1 && revision >= 6 ? { marked: true as const } : {};
  if (types.size === 1 && type === 'string') return { by: 'row', table: 'str', h: own('string'), ...marked };
  if (types.size === 1 && type === 'uri') return { by: 'row', table: 'str', h: own('below'), ...marked };
  if (types.size === 1 && type === 'date')
    return { by: 'row', table: 'dat', h: owners.flatMap((owner) => dateKeys(keys, owner)), ...marked };
  if (types.size === 1 && type === 'number') return { by: 'row', table: 'qty', h: own('number'), ...marked };
  if (types.size === 1 && type === 'quantity') return { by: 'row', table: 'qty', h: own('quantity', ''), ...marked };
  const [owner, ...others] = owners;
  if (owner?.computed && others.length === 0) {
    const truth = keys.of('code', owner, 'true');
    return { by: 'code', paths: [], owner, h: keys.of('codes', owner), id: owner.id, single: true, truth };
  }
  const paths = parameters.flatMap((parameter) => parameter.paths.flatMap(bodyPaths));
  if (paths.length === 0 || type === 'special')
    throw outcomes.notSupported(`_sort: ${parameters[0]!.code} is a ${type} parameter and has no order.`);
  const body = { paths: [...new Set(paths)] };
  if (!owner || others.length > 0 || revision < 6 || isContained || !isListed(owner)) return { by: 'body', ...body };
  const single = owner.paths.length === 1 && owner.paths.every(({ type, many }) => !many && isOne(type));
  return { by: 'code', ...body, owner, h: keys.of('codes', owner), id: owner.id, single };
}
