/** Search type number. https://hl7.org/fhir/R4/search.html#number */
import { isObject, type JsonValue, outcomes } from '@charthouse/fhir-model';
import { addQty } from '../../extract/collected.ts';
import { readPrefix } from '../../query/prefix.ts';
import type { Extractor, SearchType, ValuePlace } from '../search-type.ts';
import { numberTests } from './bounds.ts';
import { decimalRange } from './decimal-range.ts';

export interface NumberSpan {
  readonly lo: number;
  readonly hi: number;
}

const point = (value: JsonValue): NumberSpan | undefined =>
  typeof value === 'number' ? { lo: value, hi: value } : undefined;

/** By FHIR data type; what has no ends reaches to infinity. */
export const numberReaders: Readonly<Record<string, (value: JsonValue) => NumberSpan | undefined>> = {
  integer: point,
  decimal: point,
  positiveInt: point,
  unsignedInt: point,
  Range: (value) => {
    if (!isObject(value)) return undefined;
    const low = isObject(value.low) ? point(value.low.value ?? null) : undefined;
    const high = isObject(value.high) ? point(value.high.value ?? null) : undefined;
    if (!low && !high) return undefined;
    return { lo: low?.lo ?? Number.NEGATIVE_INFINITY, hi: high?.hi ?? Number.POSITIVE_INFINITY };
  },
};

export const number: SearchType = {
  extract: Object.fromEntries(
    Object.entries(numberReaders).map(([dataType, read]) => [
      dataType,
      ({ parameter, keys }: ValuePlace): Extractor => {
        const h = keys.of('number', parameter);
        return (value, out) => {
          const span = read(value);
          if (!span) return false;
          addQty(out, h, { ...span, sorts: parameter.id });
          return true;
        };
      },
    ]),
  ),
  modifiers: [],
  clause: (text, { parameter, keys, name }) => {
    const { prefix, rest } = readPrefix(text);
    const range = decimalRange(rest);
    if (!range) throw outcomes.badRequest(`${name}: "${rest}" is no number; write for example 5.40, ge100 or lt1e2.`);
    const h = parameter.parts.map((owner) => keys.of('number', owner));
    return { kind: 'row', any: numberTests(prefix, range, h) };
  },
};
