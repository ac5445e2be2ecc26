/** The lists that a person has, how much waits in each, how much is late, and what is due next. */
import type { Worklist } from '@charthouse/worklist';
import { useQuery } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';
import { useFhirClient } from '../data/fhir-context.ts';
import { useDeskWords, useKernel } from './kernel-context.ts';
import { useMe } from './me.ts';
import { named, partsOf } from './parameters-read.ts';

export interface CountedList {
  readonly list: Worklist;
  readonly title: string;
  /** Undefined while it is not known. */
  readonly count: number | undefined;
  readonly late: number;
  /** ISO 8601. */
  readonly next: string | undefined;
}

export function useLists(): readonly CountedList[] {
  const client = useFhirClient();
  const me = useMe();
  const { lists } = useKernel();
  const words = useDeskWords();
  const own = lists.filter(({ needs }) => needs === undefined || me.permissions.includes(needs));
  const counts = useQuery({
    queryKey: ['work', 'counts'],
    queryFn: async ({ signal }) =>
      (await (await client.send({ method: 'GET', path: 'Task/$worklist-counts', signal })).json()) as Parameters,
  });
  const byId = new Map(
    named(counts.data ?? { resourceType: 'Parameters' }, 'list').map((one) => [partsOf(one).id, partsOf(one)]),
  );
  return own.map((list) => {
    const found = byId.get(list.id);
    const next = found?.next;
    return {
      ...{ list, title: words.list(list.id), count: found && Number(found.count), late: Number(found?.late ?? 0) },
      next: next === undefined ? undefined : String(next),
    };
  });
}
