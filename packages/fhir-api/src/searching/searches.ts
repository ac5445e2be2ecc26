/** The search over the parameters that are indexed now: made again when SearchParameter resources add or remove some. */
import { authorParameters } from '@charthouse/access';
import { type AddedParameter, type ChartStore, type IndexState, readIndexState } from '@charthouse/chart-store';
import { createSearch, extractionRevision } from '@charthouse/fhir-search';
import type { Searching } from '../parts.ts';

export interface SearchesParts {
  readonly store: Pick<ChartStore, 'search' | 'hash' | 'ids'>;
  /** As in `SearchParts`. */
  readonly bases?: readonly string[];
}

export interface Searches {
  /** The same object until the index changes. */
  now(): Searching;
  /** Reads what the index holds now. */
  refresh(): Promise<void>;
}

export async function createSearches(parts: SearchesParts): Promise<Searches> {
  let state = await readIndexState(parts.store.search);
  const share = (id: string) => shareOf(state.parameters.find((one) => one.id === id));
  let searching = searchingOf(state, parts, share);
  return {
    now: () => searching,
    refresh: async () => {
      const read = await readIndexState(parts.store.search);
      const isOther = read.version !== state.version;
      state = read;
      if (isOther) searching = searchingOf(read, parts, share);
    },
  };
}

function shareOf(parameter: AddedParameter | undefined): number | undefined {
  const { done, total } = parameter ?? {};
  if (done === undefined || total === undefined) return undefined;
  return total === 0 ? 1 : Math.min(1, done / total);
}

function searchingOf(
  { version, revision, wanted, texts, parameters }: IndexState,
  { store, bases = [] }: SearchesParts,
  share: (id: string) => number | undefined,
): Searching {
  const indexed = parameters.filter(({ state }) => state !== 'removing');
  const numbers = new Map(
    indexed.flatMap((one) => Object.entries(one.numbers).map(([type, n]) => [`${type} ${one.definition.code}`, n])),
  );
  const search = createSearch({
    ...store.ids,
    hash: store.hash,
    bases,
    fullText: texts,
    authors: authorParameters,
    revision,
    parameterId: (type, code) => numbers.get(`${type} ${code}`) ?? store.ids.parameterId(type, code),
    parameters: indexed.map(({ id, definition, state }) => ({
      ...definition,
      active: state === 'active',
      share: () => share(id),
    })),
  });
  return { search, indexVersion: version, outdated: wanted > extractionRevision, texts };
}
