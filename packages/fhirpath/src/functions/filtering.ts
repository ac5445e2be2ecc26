/** where, select, repeat, aggregate, sort. https://hl7.org/fhirpath/N1/#filtering-and-projection */

import { failed } from '../error.ts';
import { order } from '../operators/comparison.ts';
import type { Ast } from '../parse/ast.ts';
import type { Evaluate } from '../run.ts';
import { type Run, spend } from '../run.ts';
import { FhirElement } from '../values/element.ts';
import { equalValues, hashKey } from '../values/equality.ts';
import { singleSystem, systemValue } from '../values/system.ts';
import { type Collection, none, type SystemValue, type Value } from '../values/value.ts';
import type { FunctionDefinition } from './definition.ts';
import { meets, someItem } from './existence.ts';

export const filtering: readonly FunctionDefinition[] = [
  {
    name: 'where',
    args: [1, 1],
    make:
      ([criteria]) =>
      (input, run) => {
        if (input.length === 0) return none;
        const kept: Value[] = [];
        someItem(input, run, (item) => {
          if (meets(criteria!, item, run)) kept.push(item);
          return false;
        });
        return kept;
      },
  },
  {
    name: 'select',
    args: [1, 1],
    make:
      ([projection]) =>
      (input, run) =>
        projected(input, projection!, run),
  },
  {
    name: 'repeat',
    args: [1, 1],
    make:
      ([projection]) =>
      (input, run) =>
        repeated(input, projection!, run),
  },
  {
    name: 'aggregate',
    args: [1, 2],
    make:
      ([step, start]) =>
      (input, run) => {
        const outer = run.total;
        const first = start ? start(run) : none;
        run.total = first;
        someItem(input, run, (item) => {
          run.self = [item];
          run.total = step!(run);
          return false;
        });
        const result = run.total;
        run.total = outer;
        return result;
      },
  },
  {
    name: 'sort',
    args: [0, 9],
    signed: true,
    make: (keys, asts) => (input, run) => sorted(input, keysOf(keys, asts), run),
  },
];

function projected(input: Collection, projection: Evaluate, run: Run): Collection {
  if (input.length === 0) return none;
  const out: Value[] = [];
  someItem(input, run, (item) => {
    run.self = [item];
    const found = projection(run);
    for (let at = 0; at < found.length; at++) out.push(found[at]!);
    return false;
  });
  return out;
}

/** New items only: a cycle ends. */
function repeated(input: Collection, projection: Evaluate, run: Run): Collection {
  const seen = new Map<string, Value[]>();
  const out: Value[] = [];
  let items = input;
  while (items.length > 0) {
    const next: Value[] = [];
    for (const value of projected(items, projection, run)) {
      const key = hashKey(value);
      const same = seen.get(key);
      if (same?.some((other) => isSame(other, value))) continue;
      if (same) same.push(value);
      else seen.set(key, [value]);
      spend(run, costOf(value));
      next.push(value);
      out.push(value);
    }
    items = next;
  }
  return out;
}

/** Steps that keeping a new item is worth; without elements nothing but this ends a repetition. */
function costOf(value: Value): number {
  if (value instanceof FhirElement) return 1;
  return 40 + (typeof value === 'object' ? String(value) : `${value}`).length;
}

/** Elements are the same if they are one place of the resource. */
function isSame(left: Value, right: Value): boolean {
  if (left instanceof FhirElement && right instanceof FhirElement && typeof left.value === 'object')
    return left.value === right.value;
  return equalValues(left, right, undefined) === true;
}

interface SortKey {
  readonly key: Evaluate | undefined;
  readonly descending: boolean;
}

/** `-` before a key sorts by it downwards. */
function keysOf(keys: readonly Evaluate[], asts: readonly Ast[]): readonly SortKey[] {
  if (keys.length === 0) return [{ key: undefined, descending: false }];
  return keys.map((key, at) => {
    const ast = asts[at]!;
    return { key, descending: ast.kind === 'sign' && ast.operator === '-' };
  });
}

function sorted(input: Collection, keys: readonly SortKey[], run: Run): Collection {
  const rows: { readonly item: Value; readonly values: (SystemValue | undefined)[] }[] = [];
  someItem(input, run, (item) => {
    run.self = [item];
    const values = keys.map(({ key }) => (key ? singleSystem(key(run), 'A sort key') : systemValue(item)));
    if (values.includes(undefined) && keys[0]!.key === undefined) throw failed('sort() needs a key for elements.');
    rows.push({ item, values });
    return false;
  });
  rows.sort((left, right) => {
    for (const [at, { descending }] of keys.entries()) {
      const [a, b] = [left.values[at], right.values[at]];
      const own =
        a === undefined || b === undefined
          ? Number(a !== undefined) - Number(b !== undefined)
          : order(a, b, run.environment.units);
      if (own) return descending ? -own : own;
    }
    return 0;
  });
  return rows.map(({ item }) => item);
}
