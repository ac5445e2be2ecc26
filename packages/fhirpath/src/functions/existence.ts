/** empty, exists, all, allTrue … distinct. https://hl7.org/fhirpath/N1/#existence */
import { failed } from '../error.ts';
import type { Evaluate, Run } from '../run.ts';
import { spend } from '../run.ts';
import { FhirElement } from '../values/element.ts';
import { distinct, holds } from '../values/equality.ts';
import { singleBoolean } from '../values/system.ts';
import { type Collection, truth, type Value } from '../values/value.ts';
import { eager, type FunctionDefinition, plain } from './definition.ts';

/** Whether `criteria` holds for one item as `$this`. */
export function meets(criteria: Evaluate, item: Value, run: Run): boolean {
  run.self = [item];
  return singleBoolean(criteria(run), 'The criteria') === true;
}

/** Runs `visit` for items until it answers true; `$this` and `$index` are as before afterwards. */
export function someItem(items: Collection, run: Run, visit: (item: Value) => boolean): boolean {
  const { self, index, defined } = run;
  spend(run, items.length);
  let found = false;
  for (let at = 0; at < items.length && !found; at++) {
    run.index = at;
    run.defined = defined;
    found = visit(items[at]!);
  }
  run.self = self;
  run.index = index;
  run.defined = defined;
  return found;
}

function booleans(name: string, decide: (values: readonly boolean[]) => boolean): FunctionDefinition {
  return plain(name, (input) =>
    truth(
      decide(
        input.map((value) => {
          const own = value instanceof FhirElement ? value.value : value;
          if (typeof own !== 'boolean') throw failed(`${name}() takes booleans.`);
          return own;
        }),
      ),
    ),
  );
}

export const existence: readonly FunctionDefinition[] = [
  plain('empty', (input) => truth(input.length === 0)),
  {
    name: 'exists',
    args: [0, 1],
    make([criteria]) {
      if (!criteria) return (input) => truth(input.length > 0);
      return (input, run) => truth(someItem(input, run, (item) => meets(criteria, item, run)));
    },
  },
  {
    name: 'all',
    args: [1, 1],
    make:
      ([criteria]) =>
      (input, run) =>
        truth(!someItem(input, run, (item) => !meets(criteria!, item, run))),
  },
  booleans('allTrue', (values) => values.every((value) => value)),
  booleans('anyTrue', (values) => values.some((value) => value)),
  booleans('allFalse', (values) => values.every((value) => !value)),
  booleans('anyFalse', (values) => values.some((value) => !value)),
  eager('subsetOf', [1, 1], (input, [other], { environment }) =>
    truth(input.every((value) => holds(other!, value, environment.units))),
  ),
  eager('supersetOf', [1, 1], (input, [other], { environment }) =>
    truth(other!.every((value) => holds(input, value, environment.units))),
  ),
  plain('count', (input) => [input.length]),
  plain('distinct', (input, { environment }) => distinct(input, environment.units)),
  plain('isDistinct', (input, { environment }) => truth(distinct(input, environment.units).length === input.length)),
];
