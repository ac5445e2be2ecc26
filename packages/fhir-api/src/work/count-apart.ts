/** What of some work can be counted for everybody at once, and what has to be looked at for each. */
import { type Sql, sql } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';
import { unmarked, visibleIn } from './asked-list.ts';

export interface CountedApart {
  /** Conditions on `work w` of what nobody can be hidden from who may read tasks as the caller may: they say nothing of the caller. */
  readonly shared?: Sql;
  /** Of the rest. */
  readonly own?: Sql;
}

/** `asked`: conditions on `work w`. */
export function countedApart(asked: Sql, parts: ApiParts): CountedApart {
  const { limit, search } = parts;
  if (!limit) return { shared: asked };
  const seen = visibleIn(parts, 'w');
  if (!search.visible(limit).openTo('Task')) return { own: sql`${asked} and ${seen}` };
  return {
    shared: sql`${asked} and ${unmarked}`,
    own: sql`${asked} and (w.marked or w.vis <> 0) and ${seen}`,
  };
}
