/** The numbers and units of one element. https://hl7.org/fhir/R4/search.html#quantity */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';

export interface Measure {
  readonly lo: number;
  readonly hi: number;
  readonly system?: string;
  readonly code?: string;
  readonly unit?: string;
}

const currencies = 'urn:iso:std:iso:4217';

/** By FHIR data type. */
export const measureReaders: Readonly<Record<string, (value: JsonValue) => Measure | undefined>> = {
  Quantity: quantity,
  SimpleQuantity: quantity,
  MoneyQuantity: quantity,
  Age: quantity,
  Count: quantity,
  Distance: quantity,
  Duration: quantity,
  Money: money,
  Range: range,
  SampledData: sampled,
};

function quantity(value: JsonValue): Measure | undefined {
  if (!isObject(value) || typeof value.value !== 'number') return undefined;
  return { ...spanOf(value.value, value.comparator), ...unitOf(value) };
}

/** A comparator says that the true value lies beyond. */
function spanOf(value: number, comparator: JsonValue | undefined): { lo: number; hi: number } {
  const below = comparator === '<' || comparator === '<=';
  const above = comparator === '>' || comparator === '>=';
  return { lo: below ? Number.NEGATIVE_INFINITY : value, hi: above ? Number.POSITIVE_INFINITY : value };
}

function unitOf(value: JsonObject): Pick<Measure, 'system' | 'code' | 'unit'> {
  return {
    ...(typeof value.system === 'string' && { system: value.system }),
    ...(typeof value.code === 'string' && { code: value.code }),
    ...(typeof value.unit === 'string' && { unit: value.unit }),
  };
}

function money(value: JsonValue): Measure | undefined {
  if (!isObject(value) || typeof value.value !== 'number') return undefined;
  const amount = { lo: value.value, hi: value.value };
  return typeof value.currency === 'string' ? { ...amount, system: currencies, code: value.currency } : amount;
}

function range(value: JsonValue): Measure | undefined {
  if (!isObject(value)) return undefined;
  const low = isObject(value.low) && typeof value.low.value === 'number' ? value.low : undefined;
  const high = isObject(value.high) && typeof value.high.value === 'number' ? value.high : undefined;
  const either = low ?? high;
  if (!either) return undefined;
  return {
    lo: low ? (low.value as number) : Number.NEGATIVE_INFINITY,
    hi: high ? (high.value as number) : Number.POSITIVE_INFINITY,
    ...unitOf(either),
  };
}

/** From the least to the greatest of the data points. */
function sampled(value: JsonValue): Measure | undefined {
  if (!isObject(value) || !isObject(value.origin) || typeof value.data !== 'string') return undefined;
  const origin = typeof value.origin.value === 'number' ? value.origin.value : 0;
  const factor = typeof value.factor === 'number' ? value.factor : 1;
  const points = value.data.split(' ').map(Number).filter(Number.isFinite);
  if (points.length === 0) return undefined;
  const least = points.reduce((a, b) => Math.min(a, b)) * factor + origin;
  const most = points.reduce((a, b) => Math.max(a, b)) * factor + origin;
  return { lo: Math.min(least, most), hi: Math.max(least, most), ...unitOf(value.origin) };
}
