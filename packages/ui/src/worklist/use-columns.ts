/** Which columns of a list somebody looks at and how wide: in the address and in saved views, and remembered for them on this machine. */
import type { Worklist, WorklistColumn } from '@charthouse/worklist';
import { useState } from 'react';
import { allColumns } from './columns.tsx';
import { useMe } from './me.ts';

export interface ShownColumn {
  readonly id: WorklistColumn;
  /** Pixels; absent: as wide as the list gives it. */
  readonly width?: number;
}

export interface Columns {
  readonly shown: readonly ShownColumn[];
  /** What is asked of the list: the query without the columns. */
  readonly asked: string;
  /** The query with the columns, for a view. */
  readonly kept: string;
  readonly change: (shown: readonly ShownColumn[]) => void;
  readonly reset: () => void;
}

const name = '_columns';
const [least, most] = [48, 800];

export function useColumns({ id, columns }: Worklist, query: string, onQuery: (query: string) => void): Columns {
  const { user = '' } = useMe();
  const key = `charthouse.columns.${user}.${id}`;
  const [remembered, remember] = useState(() => localStorage.getItem(key) ?? '');
  const given = new URLSearchParams(query);
  const written = given.get(name) ?? remembered;
  given.delete(name);
  const asked = given.toString();
  const read = columnsIn(written);
  const put = (text: string) => {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
    remember(text);
    onQuery(withColumns(asked, text));
  };
  return {
    ...{ asked, kept: withColumns(asked, written) },
    shown: read.length > 0 ? read : columns.map((column) => ({ id: column })),
    change: (shown) => put(shown.map(({ id: column, width }) => (width ? `${column}:${width}` : column)).join(',')),
    reset: () => put(''),
  };
}

function withColumns(asked: string, text: string): string {
  const all = new URLSearchParams(asked);
  if (text) all.set(name, text);
  return all.toString();
}

/** What is no column is passed over: an address may be older than the list. */
function columnsIn(text: string): ShownColumn[] {
  return text.split(',').flatMap((one) => {
    const [id, width] = one.split(':');
    const known = allColumns.find((column) => column === id);
    return known ? [{ id: known, ...(width && { width: within(Number(width)) }) }] : [];
  });
}

/** A width that can be worked with. */
export function within(width: number): number {
  return Math.round(Math.min(Math.max(width || least, least), most));
}
