/** Index rows of composites: a hash of all components but the last, with the last as a key or a value of its own table. */
import type { JsonValue, Resource } from '@charthouse/fhir-model';
import { addDat, addQty, addStr, addTok, type Collected } from '../../extract/collected.ts';
import type { Composite, Parameter } from '../../parameters/parameter.ts';
import { dateClass, dateReaders } from '../date/extract.ts';
import { numberReaders } from '../number/number.ts';
import { convert, formsOf } from '../quantity/forms.ts';
import { measureReaders } from '../quantity/measures.ts';
import { normalise } from '../string/normalise.ts';
import { valuesOf } from './collect.ts';
import { type FoundValue, valueForms } from './forms.ts';

interface Element {
  readonly parameter: Parameter;
  readonly composite: Composite;
  readonly resource: Resource;
  readonly element: JsonValue;
}

export function extractComposite({ parameter, composite, resource, element }: Element, out: Collected): boolean {
  const values = composite.components.map((one) => valuesOf(one, one.fromResource ? resource : element));
  if (values.some((found) => found.length === 0)) return false;
  const tail = tailOf(parameter);
  const headTypes = composite.components.slice(0, values.length - tail.length).map((one) => one.definition.type);
  const heads = headTypes.reduce(
    (all, type, i) =>
      all.flatMap((head) =>
        values[i]!.flatMap((found) => valueForms[type]!(found, out.base).map((form) => [...head, form])),
      ),
    [[]] as string[][],
  );
  const tailValues = values.slice(headTypes.length);
  const add = tailWriters[tail.join()];
  for (const head of heads) add?.(tailValues, { parameter, head, out });
  return heads.length > 0 && add !== undefined;
}

/** The search types of the components that are values, not keys: the last one, or two numbers that bound a stretch. */
export function tailOf(parameter: Parameter): readonly string[] {
  const all = parameter.composites[0]?.components.map((one) => one.definition.type) ?? [];
  return all.slice(all.at(-1) === 'number' && all.at(-2) === 'number' ? -2 : -1);
}

interface Head {
  readonly parameter: Parameter;
  readonly head: readonly string[];
  readonly out: Collected;
}

function keyOf({ parameter, head, out }: Head, ...tail: readonly string[]): bigint {
  return out.keys.of('composite', parameter, ...head, ...tail);
}

type TailWriter = (values: readonly (readonly FoundValue[])[], head: Head) => void;

const keyWriter =
  (type: string): TailWriter =>
  ([values = []], head) => {
    for (const found of values)
      for (const form of valueForms[type]!(found, head.out.base)) addTok(head.out, keyOf(head, form));
  };

/** By the search types of the tail. */
export const tailWriters: Readonly<Record<string, TailWriter>> = {
  token: keyWriter('token'),
  reference: keyWriter('reference'),
  uri: keyWriter('uri'),
  string: ([values = []], head) => {
    for (const { value } of values)
      if (typeof value === 'string') addStr(head.out, keyOf(head), { val: normalise(value) });
  },
  date: ([values = []], head) => {
    for (const { value, dataType } of values) {
      const range = dateReaders[dataType]?.(value);
      if (range) addDat(head.out, keyOf(head, String(dateClass(range))), range);
    }
  },
  quantity: ([values = []], head) => {
    for (const { value, dataType } of values) {
      const measure = measureReaders[dataType]?.(value);
      for (const form of measure ? formsOf(measure) : [])
        addQty(head.out, keyOf(head, form.key), { lo: convert(measure!.lo, form), hi: convert(measure!.hi, form) });
    }
  },
  number: ([values = []], head) => {
    for (const { value, dataType } of values) {
      const span = numberReaders[dataType]?.(value);
      if (span) addQty(head.out, keyOf(head), span);
    }
  },
  'number,number': ([starts = [], ends = []], head) => {
    for (const { value: lo } of starts)
      for (const { value: hi } of ends)
        if (typeof lo === 'number' && typeof hi === 'number') addQty(head.out, keyOf(head), { lo, hi });
  },
};
