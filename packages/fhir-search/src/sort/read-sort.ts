/** `_sort`: any parameter, several keys, `-` for descending. https://hl7.org/fhir/R4/search.html#sort */
import { outcomes } from '@charthouse/fhir-model';
import { primaryDateOf } from '../extract/primary-date.ts';
import type { Parameter } from '../parameters/parameter.ts';
import type { QueryContext } from '../query/context.ts';
import { criterionClause, parametersNamed } from '../query/criteria.ts';
import { isListed, type SortBy, type SortKey } from './sort-key.ts';
import { sortedValues } from './sorted-values.ts';

export interface Sorting {
  readonly types: readonly string[] | undefined;
  readonly context: QueryContext;
  /** The values of a parameter that the search asks for. */
  readonly asked: (name: string) => readonly string[];
}

/** @throws OutcomeError 400 `not-supported` for what cannot be sorted by. */
export function readSort(value: string, sorting: Sorting): SortKey[] {
  const keys = value.split(',').flatMap((part): SortKey[] => {
    const descending = part.startsWith('-');
    return sortsBy(descending ? part.slice(1) : part, sorting).map((by) => ({ descending, ...by }));
  });
  const [only, second, ...others] = keys;
  if (!second) return only && isSplit(only) ? [only, { descending: only.descending, by: 'tie' }] : keys;
  // What has one code is kept in the order of dates, latest last.
  const isKept = isListed(only) && second.by === 'primary' && second.descending && others.length === 0;
  return isKept ? [only, { descending: true, by: 'tie' }] : keys;
}

/** What has no value follows in an order of its own. */
function isSplit(key: SortKey): boolean {
  return key.by === 'primary' ? !key.descending : key.by === 'row' || isListed(key);
}

/** Without `_sort`: latest primary date first; over several types, latest change first. */
export function defaultSort(types: readonly string[] | undefined): SortKey[] {
  return [{ descending: true, by: types?.length === 1 ? 'primary' : 'updated' }];
}

/** A composite sorts by its components, one after the other. */
function sortsBy(code: string, sorting: Sorting): readonly SortBy[] {
  const { types, context } = sorting;
  if (code === '_lastUpdated') return [{ by: 'updated' }];
  if (code === '_id') return [{ by: 'id' }];
  if (code === '' || unsorted.has(code))
    throw outcomes.notSupported(`_sort: "${code}" is nothing that can be sorted by.`);
  const parameters = parametersNamed(code, { types, name: code, value: '', written: '_sort', depth: 0 }, context);
  if (types?.every((type) => isPrimary(code, type, context))) return [{ by: 'primary' }];
  const [first] = parameters;
  if (first?.definition.type === 'special') return [distance(code, sorting)];
  if (first?.definition.type !== 'composite') return [sortedValues(parameters, context)];
  return componentsOf(parameters).flatMap((component) => sortsBy(component, sorting));
}

/** What the record is asked for words, lists or by a query has no order. */
const unsorted: ReadonlySet<string> = new Set(['_text', '_content', '_list', '_has', '_type', '_query', '_filter']);

function componentsOf(parameters: readonly Parameter[]): readonly string[] {
  const [first] = parameters;
  return [...new Set(first?.composites[0]?.components.map(({ definition }) => definition.code))];
}

/** From the place that the search names. */
function distance(code: string, { types, context, asked }: Sorting): SortBy {
  const [value, ...more] = asked(code);
  const clause =
    value === undefined || more.length > 0
      ? undefined
      : criterionClause({ types, name: code, value, written: '_sort', depth: 0 }, context);
  if (clause?.kind !== 'near')
    throw outcomes.notSupported(
      `_sort: ${code} sorts by the distance from one place; name it in the search: ${code}=latitude|longitude|distance|unit.`,
    );
  const { latitude, longitude, at } = clause;
  return { by: 'distance', latitude, longitude, at };
}

function isPrimary(code: string, type: string, { registry }: QueryContext): boolean {
  const primary = registry.of(type).get(primaryDateOf(type));
  return primary?.definition.type === 'date' && registry.of(type).get(code)?.parts[0] === primary.parts[0];
}
