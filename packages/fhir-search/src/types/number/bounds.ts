/** Prefixes of numbers as tests on rows [lo, hi]. https://hl7.org/fhir/R4/search.html#prefix */
import type { Bound, Comparison, RowTest } from '../../clause.ts';
import type { Prefix } from '../../query/prefix.ts';
import type { DecimalRange } from './decimal-range.ts';

/** gt, lt, ge, le, sa and eb take the number exactly, eq and ne at its precision, ap within a tenth of it. */
export function numberTests(prefix: Prefix, { value, lo, hi }: DecimalRange, h: readonly bigint[]): RowTest[] {
  const test = (...bounds: readonly Bound[]): RowTest => ({ table: 'qty', h, bounds });
  switch (prefix) {
    case 'eq':
      return [test(bound('lo', '>=', lo), bound('lo', '<', hi), bound('hi', '<', hi))];
    case 'ne':
      return [test(bound('lo', '<', lo)), test(bound('lo', '>=', lo), bound('hi', '>=', hi))];
    case 'gt':
      return [test(bound('hi', '>', value))];
    case 'ge':
      return [test(bound('hi', '>=', value))];
    case 'lt':
      return [test(bound('lo', '<', value))];
    case 'le':
      return [test(bound('lo', '<=', value))];
    case 'sa':
      return [test(bound('lo', '>', value))];
    case 'eb':
      return [test(bound('lo', '<', value), bound('hi', '<', value))];
    case 'ap': {
      const margin = Math.abs(value) / 10;
      return [test(bound('lo', '<=', value + margin), bound('hi', '>=', value - margin))];
    }
  }
}

function bound(column: 'lo' | 'hi', is: Comparison, value: number): Bound {
  return { column, is, value: String(value) };
}
