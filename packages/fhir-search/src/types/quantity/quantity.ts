/** Search type quantity: `number`, `number||unit`, `number|system|code`. https://hl7.org/fhir/R4/search.html#quantity */
import { outcomes } from '@charthouse/fhir-model';
import { addQty } from '../../extract/collected.ts';
import { type Prefix, readPrefix } from '../../query/prefix.ts';
import { splitOn, withoutEscapes } from '../../query/values.ts';
import { numberTests } from '../number/bounds.ts';
import { type DecimalRange, decimalRange, holding } from '../number/decimal-range.ts';
import type { Extractor, ReadingContext, SearchType, ValuePlace } from '../search-type.ts';
import { anyForm, convert, formsOf, systemForm, type UnitForm, unitForm } from './forms.ts';
import { measureReaders } from './measures.ts';
import { isUnit, ucum } from './ucum.ts';

export const quantity: SearchType = {
  extract: Object.fromEntries(
    Object.entries(measureReaders).map(([dataType, read]) => [
      dataType,
      ({ parameter, keys }: ValuePlace): Extractor => {
        const key = keys.family('quantity', parameter);
        return (value, out) => {
          const measure = read(value);
          if (!measure) return false;
          for (const form of formsOf(measure)) {
            const sorts = form.key === '' ? parameter.id : 0;
            addQty(out, key(form.key), { lo: convert(measure.lo, form), hi: convert(measure.hi, form), sorts });
          }
          return true;
        };
      },
    ]),
  ),
  modifiers: [],
  clause: (value, context) => {
    const { parameter, keys } = context;
    const { prefix, range, form } = readQuantity(value, context);
    const h = parameter.parts.map((owner) => keys.of('quantity', owner, form.key));
    return { kind: 'row', any: numberTests(prefix, range, h) };
  },
};

export interface QuantityValue {
  readonly prefix: Prefix;
  /** In the unit of `form`. */
  readonly range: DecimalRange;
  readonly form: UnitForm;
}

/** @throws OutcomeError 400 when it is no quantity. */
export function readQuantity(
  value: string,
  { name, impossible }: Pick<ReadingContext, 'name' | 'impossible'>,
): QuantityValue {
  const parts = splitOn(value, '|').map(withoutEscapes);
  const [text = '', system = '', code = ''] = parts;
  const { prefix, rest } = readPrefix(text);
  const range = decimalRange(rest);
  if (!range || parts.length === 2 || parts.length > 3 || (system !== '' && code === ''))
    throw outcomes.badRequest(
      `${name}: "${value}" is no quantity; write 5.4, 5.4||mg or 5.4|http://unitsofmeasure.org|mg, with a prefix such as ge before the number.`,
    );
  if (system === ucum && !isUnit(code))
    impossible(
      `${name}: "${code}" is no UCUM unit; write for example mg, mmol/L or mm[Hg], or ||${code} for a unit as written.`,
    );
  const form = code === '' ? anyForm : system === '' ? unitForm(code) : systemForm(system, code);
  return { prefix, form, range: convertRange(range, form) };
}

function convertRange(range: DecimalRange, form: UnitForm): DecimalRange {
  const [lo, hi] = [convert(range.lo, form), convert(range.hi, form)];
  return holding({ value: convert(range.value, form), lo: Math.min(lo, hi), hi: Math.max(lo, hi) });
}
