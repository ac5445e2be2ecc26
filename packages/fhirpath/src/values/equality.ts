/** `=` and `~`. https://hl7.org/fhirpath/N1/#equality */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { Units } from '../run.ts';
import { compareMoments } from './compare-moments.ts';
import { asQuantities, inOneUnit } from './compare-quantities.ts';
import { compareDecimals, type Decimal, roundTo, shortened } from './decimal.ts';
import { FhirElement } from './element.ts';
import { Moment } from './moment.ts';
import { Quantity } from './quantity.ts';
import { decimalValue, systemValue } from './system.ts';
import { type Collection, type SystemValue, TypeInfo, type Value } from './value.ts';

/** Undefined: not to be told (a collection is empty, or a precision too low). */
export function equalCollections(left: Collection, right: Collection, units: Units | undefined): boolean | undefined {
  if (left.length === 0 || right.length === 0) return undefined;
  if (left.length !== right.length) return false;
  let known = true;
  for (let at = 0; at < left.length; at++) {
    const equal = equalValues(left[at]!, right[at]!, units);
    if (equal === false) return false;
    if (equal === undefined) known = false;
  }
  return known ? true : undefined;
}

export function equalValues(left: Value, right: Value, units: Units | undefined): boolean | undefined {
  const [a, b] = [systemValue(left), systemValue(right)];
  if (a !== undefined && b !== undefined) return equalSystem(a, b, units);
  if (left instanceof FhirElement && right instanceof FhirElement) return sameJson(left.value, right.value);
  if (left instanceof TypeInfo && right instanceof TypeInfo)
    return left.name === right.name && left.namespace === right.namespace;
  return false;
}

function equalSystem(left: SystemValue, right: SystemValue, units: Units | undefined): boolean | undefined {
  if (typeof left === typeof right && typeof left !== 'object') return left === right;
  if (left instanceof Moment && right instanceof Moment) return equalMoments(left, right);
  const quantities = asQuantities(left, right);
  if (quantities) {
    const values = inOneUnit(quantities, false, units);
    if (values) return compareDecimals(...values) === 0;
    return quantities[0].calendar === quantities[1].calendar ? false : undefined;
  }
  const [a, b] = [decimalValue(left), decimalValue(right)];
  return a !== undefined && b !== undefined && compareDecimals(a, b) === 0;
}

function equalMoments(left: Moment, right: Moment): boolean | undefined {
  if ((left.type === 'Time') !== (right.type === 'Time')) return false;
  const order = compareMoments(left, right);
  return order === undefined ? undefined : order === 0;
}

/** The same JSON; the order of properties does not matter. */
function sameJson(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left))
    return Array.isArray(right) && left.length === right.length && left.every((item, at) => sameJson(item, right[at]));
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => sameJson(left[key], right[key]));
}

export function equivalentCollections(left: Collection, right: Collection, units: Units | undefined): boolean {
  if (left.length !== right.length) return false;
  const rest = [...right];
  for (const value of left) {
    const at = rest.findIndex((other) => equivalentValues(value, other, units));
    if (at < 0) return false;
    rest.splice(at, 1);
  }
  return true;
}

function equivalentValues(left: Value, right: Value, units: Units | undefined): boolean {
  const [a, b] = [systemValue(left), systemValue(right)];
  if (a !== undefined && b !== undefined) return equivalentSystem(a, b, units);
  if (left instanceof FhirElement && right instanceof FhirElement) return equivalentJson(left.value, right.value);
  return equalValues(left, right, units) ?? false;
}

function equivalentSystem(left: SystemValue, right: SystemValue, units: Units | undefined): boolean {
  if (typeof left === 'string' && typeof right === 'string') return normalized(left) === normalized(right);
  if (left instanceof Moment && right instanceof Moment) return equalMoments(left, right) ?? false;
  const quantities = asQuantities(left, right);
  if (quantities) {
    const values = inOneUnit(quantities, true, units);
    return values !== undefined && equivalentDecimals(...values);
  }
  const [a, b] = [decimalValue(left), decimalValue(right)];
  if (a === undefined || b === undefined) return left === right;
  return equivalentDecimals(a, b);
}

/** Rounded to the places of the less precise one. */
function equivalentDecimals(left: Decimal, right: Decimal): boolean {
  const places = Math.min(shortened(left).scale, shortened(right).scale);
  return compareDecimals(roundTo(left, places), roundTo(right, places)) === 0;
}

function normalized(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

function equivalentJson(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (typeof left === 'string' && typeof right === 'string') return normalized(left) === normalized(right);
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    const rest = [...right];
    return left.every((item) => {
      const at = rest.findIndex((other) => equivalentJson(item, other));
      if (at >= 0) rest.splice(at, 1);
      return at >= 0;
    });
  }
  if (!isObject(left) || !isObject(right)) return left === right;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  keys.delete('id');
  return [...keys].every((key) => equivalentJson(left[key], right[key]));
}

/** A number that the order of the properties does not change. */
function shapeOf(json: JsonObject): number {
  let shape = 0;
  for (const key in json) {
    const value = json[key];
    const own = typeof value === 'string' ? value.length * 31 + (value.charCodeAt(value.length - 1) || 0) : 7;
    shape = (shape + (key.length * 131 + key.charCodeAt(0)) * (own + 1)) | 0;
  }
  return shape;
}

/** Equal values have equal keys; unequal ones mostly not. */
export function hashKey(value: Value): string {
  const own = systemValue(value);
  if (typeof own === 'string') return own;
  if (typeof own === 'boolean') return `b${own}`;
  if (own instanceof Moment) return own.zone === undefined ? `m${own.fields}` : 'm';
  if (own instanceof Quantity) return 'q';
  const number = decimalValue(own);
  if (number) return `n${shortened(number)}`;
  if (value instanceof TypeInfo) return `t${value.namespace}.${value.name}`;
  const { value: json } = value as FhirElement;
  return isObject(json) ? `o${shapeOf(json)}` : 'x';
}

/** Without values equal to an earlier one. */
export function distinct(items: Collection, units: Units | undefined): Collection {
  if (items.length < 2) return items;
  const seen = new Map<string, Value[]>();
  const out: Value[] = [];
  for (const value of items) {
    const key = hashKey(value);
    const same = seen.get(key);
    if (same?.some((other) => equalValues(value, other, units))) continue;
    if (same) same.push(value);
    else seen.set(key, [value]);
    out.push(value);
  }
  return out;
}

export function holds(items: Collection, value: Value, units: Units | undefined): boolean {
  return items.some((item) => equalValues(item, value, units));
}
