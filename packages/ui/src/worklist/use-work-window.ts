/**
 * A list of any length as it was when it was opened: rows in sight are read in pages, from the row before where there is one and
 * from their place where somebody jumped. What changes is shown in its row; what comes waits to be asked for.
 */
import type { Worklist } from '@charthouse/worklist';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Bundle, BundleEntry, FhirResource, Task } from 'fhir/r4';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useFhirClient } from '../data/fhir-context.ts';
import { belongs } from './belongs.ts';
import { useNews } from './live.ts';
import { useMe } from './me.ts';

const pageSize = 100;

export interface WorkWindow {
  readonly total: number;
  /** False while only the first rows of many are known. */
  readonly isCounted: boolean;
  readonly row: (index: number) => Task | undefined;
  readonly included: ReadonlyMap<string, FhirResource>;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** Reads what is not there of these rows. */
  readonly show: (from: number, to: number) => void;
  /** How many have come since. */
  readonly fresh: number;
  /** Reads the list anew. */
  readonly renew: () => void;
  /** Shows a task as it is now, where it stands. */
  readonly put: (tasks: readonly Task[]) => void;
  readonly reread: (ids: readonly string[]) => Promise<void>;
}

interface Page {
  readonly ids: readonly string[];
  readonly next: string | undefined;
}

interface Kept {
  readonly pages: ReadonlyMap<number, Page>;
  readonly tasks: ReadonlyMap<string, Task>;
  readonly included: ReadonlyMap<string, FhirResource>;
  /** Places of rows that have left the list since it was read, in order. */
  readonly gone: readonly number[];
}

const nothing: Kept = { pages: new Map(), tasks: new Map(), included: new Map(), gone: [] };

export function useWorkWindow(list: Worklist, query: string): WorkWindow {
  const client = useFhirClient();
  const queries = useQueryClient();
  const path = `Task/$worklist?list=${list.id}${query && `&${query}`}`;
  const key = ['work', 'list', path];
  const first = useQuery({
    ...{ queryKey: key, staleTime: 0, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false },
    queryFn: ({ signal }) => client.read<Bundle>(`${path}&_count=${pageSize}&_total=none`, signal),
  });
  const counted = useTotal(first.data, path, key);
  const total = counted.total ?? first.data?.entry?.flatMap(taskOf).length ?? 0;
  const { kept, show, put, reread } = useKept(first.data, { path, list, total });
  const fresh = useFresh(list, path, first.data);
  return {
    ...{ total: Math.max(total - kept.gone.length, 0), isCounted: counted.total !== undefined },
    ...{ included: kept.included, fresh, put, reread },
    show: (from, to) => show(placeIn(kept, from), placeIn(kept, to)),
    row: (index) => {
      const place = placeIn(kept, index);
      return kept.tasks.get(kept.pages.get(Math.floor(place / pageSize))?.ids[place % pageSize] ?? '');
    },
    isPending: first.isPending,
    error: first.error ?? counted.error,
    renew: () => void queries.invalidateQueries({ queryKey: key }),
  };
}

/** Counting a long list takes longer than its first rows: these are shown before. */
function useTotal(first: Bundle | undefined, path: string, key: readonly string[]) {
  const client = useFhirClient();
  const read = first?.meta?.lastUpdated;
  const counted = useQuery({
    ...{ queryKey: [...key, 'total', read], gcTime: 0, enabled: first !== undefined && first.total === undefined },
    queryFn: ({ signal }) =>
      client
        .read<Bundle>(`${path}&_count=0`, signal) // as for everyone: counted once
        .then(({ total }) => total ?? 0),
  });
  return { total: first?.total ?? counted.data, error: counted.error };
}

interface Read {
  readonly path: string;
  readonly list: Worklist;
  readonly total: number;
}

/** The pages that were read, and tasks as they are now. */
function useKept(first: Bundle | undefined, { path, list, total }: Read) {
  const me = useMe();
  const client = useFhirClient();
  const [kept, setKept] = useState(nothing);
  const asked = useRef(new Set<number>());
  const until = encodeURIComponent(first?.meta?.lastUpdated ?? '');
  useEffect(() => {
    asked.current = new Set([0]);
    setKept(first ? withPage(nothing, 0, first) : nothing);
  }, [first]);
  const read = async (index: number, after: string | undefined) => {
    const where = after === undefined ? `from=${index * pageSize}` : `after=${after}`;
    try {
      const page = await client.read<Bundle>(`${path}&_count=${pageSize}&until=${until}&${where}`);
      setKept((before) => withoutMoved(withPage(before, index, page), index, total));
    } catch {
      asked.current.delete(index); // asked for again when it is next in sight
    }
  };
  const show = (from: number, to: number) => {
    for (let index = Math.floor(from / pageSize); index <= Math.floor(to / pageSize); index++) {
      if (asked.current.has(index)) continue;
      asked.current.add(index);
      void read(index, kept.pages.get(index - 1)?.next);
    }
  };
  const put = (tasks: readonly Task[]) =>
    setKept((before) => ({
      ...{ ...before, tasks: new Map([...before.tasks, ...tasks.map(byId)]) },
      gone: tasks.reduce((gone, task) => goneAfter({ ...before, gone }, task, belongs(task, list, me)), before.gone),
    }));
  const reread = async (ids: readonly string[]) => {
    for (let at = 0; at < ids.length; at += pageSize)
      await client
        .read<Bundle>(`Task?_id=${ids.slice(at, at + pageSize).join(',')}&_count=${pageSize}`)
        .then(({ entry = [] }) => put(entry.flatMap(taskOf)))
        .catch(() => {}); // they are shown as they were
  };
  return { kept, show, put, reread };
}

/** What has changed since the list was read is among what is new: a page that is short of it ends before its places do. */
function withoutMoved(kept: Kept, index: number, total: number): Kept {
  const from = index * pageSize + (kept.pages.get(index)?.ids.length ?? 0);
  const until = Math.min((index + 1) * pageSize, total);
  const moved = Array.from({ length: Math.max(until - from, 0) }, (_, n) => from + n);
  return moved.length === 0 ? kept : { ...kept, gone: [...new Set([...kept.gone, ...moved])].sort((a, b) => a - b) };
}

/** Where the row of an index was when the list was read. */
function placeIn({ gone }: Kept, index: number): number {
  let place = index;
  for (const one of gone) {
    if (one > place) break;
    place++;
  }
  return place;
}

function goneAfter({ pages, gone }: Kept, { id = '' }: Task, isHere: boolean): readonly number[] {
  const found = [...pages].find(([, { ids }]) => ids.includes(id));
  if (!found) return gone;
  const place = found[0] * pageSize + found[1].ids.indexOf(id);
  const others = gone.filter((one) => one !== place);
  return isHere ? others : [...others, place].sort((a, b) => a - b);
}

/** How many have come since the first page was read. */
function useFresh({ id }: Worklist, path: string, first: Bundle | undefined): number {
  const client = useFhirClient();
  const [fresh, setFresh] = useState(0);
  const since = first?.meta?.lastUpdated;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that is read anew holds what had come
  useEffect(() => setFresh(0), [first]);
  useNews(
    useCallback(
      (lists) => {
        if (!lists.includes(id) || since === undefined) return;
        void client
          .read<Bundle>(`${path}&_count=0&since=${encodeURIComponent(since)}`)
          .then(({ total = 0 }) => setFresh(total))
          .catch(() => {}); // the next news asks again
      },
      [client, id, path, since],
    ),
  );
  return fresh;
}

const byId = (task: Task) => [task.id!, task] as const;

function taskOf({ resource }: BundleEntry): Task[] {
  return resource?.resourceType === 'Task' ? [resource as Task] : [];
}

function withPage(before: Kept, index: number, { entry = [], link = [] }: Bundle): Kept {
  const tasks = entry.flatMap(taskOf);
  const others = entry.flatMap(({ resource, search }) => (resource && search?.mode === 'include' ? [resource] : []));
  const next = link.find(({ relation }) => relation === 'next')?.url;
  const page: Page = {
    ids: tasks.map(({ id }) => id!),
    next: next === undefined ? undefined : (new URL(next).searchParams.get('after') ?? undefined),
  };
  return {
    gone: before.gone,
    pages: new Map([...before.pages, [index, page]]),
    tasks: new Map([...before.tasks, ...tasks.map(byId)]),
    included: new Map([
      ...before.included,
      ...others.map((one) => [`${one.resourceType}/${(one as FhirResource).id}`, one as FhirResource] as const),
    ]),
  };
}
