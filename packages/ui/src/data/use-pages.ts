/** A search read page by page as the hand scrolls: the server's own links, so that nothing is shown twice or left out. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Bundle, FhirResource } from 'fhir/r4';
import { useMemo } from 'react';
import { matches, useFhirClient } from './fhir-context.ts';

export interface Pages<T> {
  readonly rows: readonly T[];
  /** What was included with them, by relative reference. */
  readonly included: ReadonlyMap<string, FhirResource>;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly more: () => void;
}

export function usePages<T extends FhirResource>(path: string | undefined): Pages<T> {
  const client = useFhirClient();
  const query = useInfiniteQuery({
    queryKey: ['pages', path],
    enabled: path !== undefined,
    initialPageParam: path ?? '',
    queryFn: ({ pageParam, signal }) => client.read<Bundle>(pageParam, signal),
    getNextPageParam: (page) => page.link?.find(({ relation }) => relation === 'next')?.url,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => matches<T>(page)) ?? [], [query.data]);
  const included = useMemo(() => new Map(query.data?.pages.flatMap(includedIn)), [query.data]);
  return {
    rows,
    included,
    isPending: query.isPending && path !== undefined,
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
  };
}

function includedIn({ entry = [] }: Bundle): [string, FhirResource][] {
  return entry.flatMap(({ search, resource }) =>
    resource && search?.mode === 'include'
      ? [[`${resource.resourceType}/${resource.id}`, resource as FhirResource]]
      : [],
  );
}
