/** The lists that a person has, and how much waits in each. */
import type { Worklist } from '@charthouse/worklist';
import { useQueries } from '@tanstack/react-query';
import type { Bundle } from 'fhir/r4';
import { useFhirClient } from '../data/fhir-context.ts';
import { useDeskWords, useKernel } from './kernel-context.ts';
import { useMe } from './me.ts';
import { countQuery } from './queries.ts';

export interface CountedList {
  readonly list: Worklist;
  readonly title: string;
  /** Undefined while it is not known. */
  readonly count: number | undefined;
}

export function useLists(): readonly CountedList[] {
  const client = useFhirClient();
  const me = useMe();
  const { lists } = useKernel();
  const words = useDeskWords();
  const own = lists.filter(({ needs }) => needs === undefined || me.permissions.includes(needs));
  const counts = useQueries({
    queries: own.map((list) => {
      const path = countQuery(list, me);
      return {
        queryKey: ['fhir', path],
        queryFn: ({ signal }: { signal: AbortSignal }) => client.read<Bundle>(path, signal),
      };
    }),
  });
  return own.map((list, at) => ({ list, title: words.list(list.id), count: counts[at]?.data?.total }));
}
