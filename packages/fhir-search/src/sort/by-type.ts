/** Orders over several types that no index keeps, where one of each type does. https://hl7.org/fhir/R4/search.html#sort */
import type { SearchQuery } from '../search.ts';
import { isListed, type SortKey } from './sort-key.ts';

/** Types whose lists are merged: each adds to the time that a page takes. */
const most = 16;

/** True when a search must read the text of all its matches, unless its types are read one by one. */
export function mergesTypes({ types, sort, contained, also }: SearchQuery): boolean {
  return (
    sort[0]?.by === 'body' && !contained && !also && types !== undefined && types.length > 1 && types.length <= most
  );
}

/** The search with those of its types, where all of them have an order of the same kind; else as it is. */
export function mergedByType(query: SearchQuery, ofType: (type: string) => SearchQuery): SearchQuery {
  const each = query.types!.map(ofType);
  const [{ sort } = query, ...others] = each;
  const [first] = sort;
  // a place among codes is none among references
  const isKept =
    isListed(first) && others.every((other) => other.sort[0]?.by === first.by && isAlike(sort, other.sort));
  return isKept ? { ...query, sort, each } : query;
}

function isAlike(one: readonly SortKey[], other: readonly SortKey[]): boolean {
  return one.length === other.length && one.every((key, i) => kindOf(key) === kindOf(other[i]!));
}

/** Those of a kind have values that can be compared. */
function kindOf(key: SortKey): string {
  if (key.by === 'row') return key.table;
  return isListed(key) ? 'text' : key.by;
}
