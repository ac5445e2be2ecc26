/** `_contained` and `_containedType`: what is searched, and what is answered. https://hl7.org/fhir/R4/search.html#contained */
import type { Clause, Group } from '../clause.ts';
import type { SearchQuery } from '../search.ts';
import type { SortKey } from '../sort/sort-key.ts';

export interface Wanted {
  /** Contained resources are searched instead of the others, or as well. */
  readonly contained: 'false' | 'true' | 'both';
  /** The answer holds what contains them. */
  readonly containers: boolean;
}

export interface Found extends Group {
  readonly sort: readonly SortKey[];
}

/** What the parameters ask for; nonsense is refused where they are read. */
export function wantedOf(parameters: readonly (readonly [string, string])[], revision: number): Wanted {
  const first = (name: string) => parameters.find(([one]) => one === name)?.[1];
  const asked = first('_contained');
  const contained = revision >= 4 && (asked === 'true' || asked === 'both') ? asked : 'false';
  return { contained, containers: contained !== 'false' && first('_containedType') !== 'contained' };
}

/** `inner`: what is found among contained resources, `own`: among the others. */
export function foundBy(
  { contained, containers }: Wanted,
  own: Found,
  { types, clauses, sort }: Found,
): Pick<SearchQuery, 'types' | 'clauses' | 'sort' | 'contained' | 'also'> {
  if (contained === 'false') return own;
  const group: Group = { types, clauses, contained: true };
  if (!containers) return contained === 'true' ? { ...group, sort } : { ...own, also: { ...group, sort } };
  const contains: Clause = { kind: 'contains', group };
  if (contained === 'true') return { types: undefined, clauses: [contains], sort };
  const typed: readonly Clause[] = own.types ? [{ kind: 'type', types: own.types }] : [];
  const itself: Clause = { kind: 'all', of: [...typed, ...own.clauses] };
  return { types: undefined, clauses: [{ kind: 'any', of: [itself, contains] }], sort };
}
