/** Index rows of dates: the range that a value covers, keyed by how long it is so that old long periods are found without reading all. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { addDat } from '../../extract/collected.ts';
import type { Keys } from '../../keys.ts';
import type { Parameter } from '../../parameters/parameter.ts';
import type { Extractor, SearchType, ValuePlace } from '../search-type.ts';
import { beginning, end, type InstantRange, instantRange } from './instant-range.ts';

const day = 86_400_000_000n;

/** Longest width of each class, in microseconds; the last has none. */
export const widths: readonly (bigint | undefined)[] = [day, 31n * day, 366n * day, undefined];

export function dateKeys(keys: Keys, parameter: Parameter): readonly bigint[] {
  return widths.map((_, i) => keys.of('date', parameter, String(i)));
}

export function dateClass({ lo, hi }: InstantRange): number {
  return widths.findIndex((width) => width === undefined || hi - lo < width);
}

const extractor =
  (read: (value: JsonValue) => InstantRange | undefined) =>
  ({ parameter, keys }: ValuePlace): Extractor => {
    const h = dateKeys(keys, parameter);
    return (value, out) => {
      const range = read(value);
      if (!range) return false;
      addDat(out, h[dateClass(range)]!, { lo: range.lo, hi: range.hi, sorts: parameter.id });
      return true;
    };
  };

/** By FHIR data type: the range that a value covers, undefined without one. */
export const dateReaders: Readonly<Record<string, (value: JsonValue) => InstantRange | undefined>> = {
  date: point,
  dateTime: point,
  instant: point,
  Period: period,
  Timing: timing,
};

export const extractDate: SearchType['extract'] = Object.fromEntries(
  Object.entries(dateReaders).map(([dataType, read]) => [dataType, extractor(read)]),
);

function point(value: JsonValue): InstantRange | undefined {
  return typeof value === 'string' ? instantRange(value) : undefined;
}

function period(value: JsonValue): InstantRange | undefined {
  if (!isObject(value)) return undefined;
  const from = point(value.start ?? null);
  const until = point(value.end ?? null);
  if (!from && !until) return undefined;
  return ordered(from?.lo ?? beginning, until?.hi ?? end);
}

/** A period that ends before it starts is searched by its start. */
function ordered(lo: bigint, hi: bigint): InstantRange {
  return { lo, hi: hi < lo ? lo : hi };
}

/** Only the outer limits count. */
function timing(value: JsonValue): InstantRange | undefined {
  if (!isObject(value)) return undefined;
  const events = Array.isArray(value.event) ? value.event : [];
  const bounds = isObject(value.repeat) ? period((value.repeat as JsonObject).boundsPeriod ?? null) : undefined;
  const ranges = [...events.map(point), bounds].filter((range) => range !== undefined);
  if (ranges.length === 0) return undefined;
  ranges.sort((a, b) => Number(a.lo - b.lo));
  const lo = ranges[0]!.lo;
  ranges.sort((a, b) => Number(b.hi - a.hi));
  return { lo, hi: ranges[0]!.hi };
}
