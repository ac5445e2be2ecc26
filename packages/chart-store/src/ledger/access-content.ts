/** What leaves say of access rows, made from the values that are about to be stored: the same text that `accessText` has SQL make. */
import { hash as digest } from 'node:crypto';
import type { Column, Value } from '../encode/columns.ts';
import { inOrder, rowColumns, whoColumns } from './content.ts';

/** What stands in other tables than the row. */
export interface Beside {
  /** `whoContent` of the caller. */
  readonly who: string;
  /** Keys of the patients, where they stand apart. */
  readonly disclosed: readonly bigint[] | undefined;
  /** The text of what was asked, and its salt. */
  readonly asked: { readonly salt: Uint8Array; readonly query: string } | undefined;
}

type Write<Source> = (source: Source) => string | undefined;

/** Of rows of `access_log` with these columns. */
export function rowContent(columns: readonly Column[]): (row: readonly Value[], beside: Beside) => string {
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const of = (name: string, write: (value: Value) => string): [string, Write<Stored>] => {
    const place = at(name);
    return [name, ({ row }) => (row[place] === null ? undefined : write(row[place]!))];
  };
  const write = objectOf<Stored>({
    ...Object.fromEntries(rowColumns.texts.map((name) => of(name, name === 'at' ? timeText : quoted))),
    ...Object.fromEntries(rowColumns.numbers.map((name) => of(name, String))),
    who: ({ beside }) => beside.who,
    disclosed: ({ beside }) => beside.disclosed && listText(beside.disclosed),
    asked: ({ beside }) => beside.asked && askedText(beside.asked),
  });
  return (row, beside) => write({ row, beside });
}

interface Stored {
  readonly row: readonly Value[];
  readonly beside: Beside;
}

/** Of a caller, as columns of `access_who`. */
export const whoContent: (who: Readonly<Record<string, Value | readonly string[] | undefined>>) => string = (() => {
  type Who = Parameters<typeof whoContent>[0];
  const of = (name: string, write: (value: Value | readonly string[]) => string): [string, Write<Who>] => [
    name,
    ({ [name]: value }) => (value === null || value === undefined ? undefined : write(value)),
  ];
  const write = objectOf<Who>({
    ...Object.fromEntries(whoColumns.texts.map((name) => of(name, quoted))),
    ...Object.fromEntries(whoColumns.numbers.map((name) => of(name, String))),
    ...Object.fromEntries(
      whoColumns.lists.map((name) => of(name, (list) => `[${(list as readonly string[]).map(quoted).join(', ')}]`)),
    ),
  });
  return (who) => write(who) ?? '';
})();

function objectOf<Source>(members: Readonly<Record<string, Write<Source>>>): (source: Source) => string {
  const ordered = inOrder(Object.keys(members)).map((name) => [`, "${name}": `, members[name]!] as const);
  return (source) => {
    let text = '';
    for (const [name, write] of ordered) {
      const value = write(source);
      if (value !== undefined) text += name + value;
    }
    return `{${text.slice(2)}}`;
  };
}

/** Half letters are stored as the sign for what cannot be shown. */
function quoted(value: unknown): string {
  return JSON.stringify((value as string).toWellFormed());
}

/** The time that was written last: rows are written by the hundred, and many are of one millisecond. */
let last: { at: Value; text: string } = { at: null, text: '' };

/** As PostgreSQL writes it in UTC, without zeros at the end. */
function timeText(at: Value): string {
  if (at === last.at) return last.text;
  const micros = Number(at);
  const fraction = micros % 1_000_000;
  const second = new Date((micros - fraction) / 1000).toISOString().slice(0, 19);
  const digits = fraction === 0 ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
  last = { at, text: `"${second}${digits}+00:00"` };
  return last.text;
}

function listText(keys: readonly bigint[]): string {
  return `[${keys.toSorted((a, b) => (a < b ? -1 : 1)).join(', ')}]`;
}

function askedText({ salt, query }: NonNullable<Beside['asked']>): string {
  return `"\\\\x${digest('sha256', Buffer.concat([salt, Buffer.from(query)]), 'hex')}"`;
}
