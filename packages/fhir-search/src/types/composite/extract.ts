/** Index rows of composites: a hash of all components but the last, with the last as a key or a value of its own table. */
import type { JsonValue } from '@charthouse/fhir-model';
import { addDat, addQty, addStr, addTok, type Collected } from '../../extract/collected.ts';
import type { KeyFamily } from '../../keys.ts';
import type { Composite, Parameter } from '../../parameters/parameter.ts';
import { dateClass, dateReaders } from '../date/extract.ts';
import { numberReaders } from '../number/number.ts';
import { anyForm, convert, formsOf } from '../quantity/forms.ts';
import { measureReaders } from '../quantity/measures.ts';
import type { ValuePlace } from '../search-type.ts';
import { normalise } from '../string/normalise.ts';
import { valuesOf } from './collect.ts';
import { type FoundValue, isSystemForm, valueForms } from './forms.ts';
import { isConjunction, isWhole } from './whole.ts';

/** What reads one element of a composite. */
export type CompositeExtractor = (element: JsonValue, out: Collected) => boolean;

export function compositeExtractor(composite: Composite, { parameter, keys, bases }: ValuePlace): CompositeExtractor {
  const { components } = composite;
  const tail = tailOf(parameter);
  const headTypes = components.slice(0, components.length - tail.length).map((one) => one.definition.type);
  const key = keys.family('composite', parameter);
  const whole = isWhole(parameter);
  const add = isConjunction(parameter) ? () => undefined : tailWriters[tail.join()];
  return (element, out) => {
    const values = components.map((one) => valuesOf(one, one.fromResource ? out.resource : element));
    if (values.some((found) => found.length === 0)) return false;
    const heads = headTypes.reduce(
      (all, type, i) => {
        const forms = values[i]!.flatMap((found) =>
          valueForms[type]!(found, bases).filter((form) => !whole || !isSystemForm(form)),
        );
        return all.flatMap((head) => forms.map((form) => (head === '' ? form : `${head}\0${form}`)));
      },
      [''],
    );
    for (const head of heads) add?.(values.slice(headTypes.length), { key, head, bases, whole, out });
    return heads.length > 0 && add !== undefined;
  };
}

/** The search types of the components that are values, not keys: the last one, or two numbers that bound a stretch. */
export function tailOf(parameter: Parameter): readonly string[] {
  const all = parameter.composites[0]?.components.map((one) => one.definition.type) ?? [];
  return all.slice(all.at(-1) === 'number' && all.at(-2) === 'number' ? -2 : -1);
}

interface Head {
  readonly key: KeyFamily;
  /** The forms of the leading components, joined by NUL. */
  readonly head: string;
  readonly bases: readonly string[];
  /** Units and systems are left to the components. */
  readonly whole: boolean;
  readonly out: Collected;
}

type TailWriter = (values: readonly (readonly FoundValue[])[], head: Head) => void;

const keyWriter =
  (type: string): TailWriter =>
  ([values = []], head) => {
    for (const found of values)
      for (const form of valueForms[type]!(found, head.bases)) addTok(head.out, head.key(`${head.head}\0${form}`));
  };

/** By the search types of the tail. */
const tailWriters: Readonly<Record<string, TailWriter>> = {
  token: keyWriter('token'),
  reference: keyWriter('reference'),
  uri: keyWriter('uri'),
  string: ([values = []], head) => {
    for (const { value } of values)
      if (typeof value === 'string') addStr(head.out, head.key(head.head), { val: normalise(value) });
  },
  date: ([values = []], head) => {
    for (const { value, dataType } of values) {
      const range = dateReaders[dataType]?.(value);
      if (range) addDat(head.out, head.key(`${head.head}\0${dateClass(range)}`), range);
    }
  },
  quantity: ([values = []], head) => {
    for (const { value, dataType } of values) {
      const measure = measureReaders[dataType]?.(value);
      for (const form of measure ? (head.whole ? [anyForm] : formsOf(measure)) : [])
        addQty(head.out, head.key(`${head.head}\0${form.key}`), {
          lo: convert(measure!.lo, form),
          hi: convert(measure!.hi, form),
        });
    }
  },
  number: ([values = []], head) => {
    for (const { value, dataType } of values) {
      const span = numberReaders[dataType]?.(value);
      if (span) addQty(head.out, head.key(head.head), span);
    }
  },
  'number,number': ([starts = [], ends = []], head) => {
    for (const { value: lo } of starts)
      for (const { value: hi } of ends)
        if (typeof lo === 'number' && typeof hi === 'number') addQty(head.out, head.key(head.head), { lo, hi });
  },
};
