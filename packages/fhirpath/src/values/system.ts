/** Elements as system values, where an operator needs one. https://hl7.org/fhir/R4/fhirpath.html#types */
import { isObject } from '@charthouse/fhir-model';
import { failed } from '../error.ts';
import { Decimal } from './decimal.ts';
import { DecimalElement, FhirElement, isOfType } from './element.ts';
import { exactDecimal, literalIn } from './literals.ts';
import { dateOf, dateTimeOf, timeOf } from './moment.ts';
import { Quantity } from './quantity.ts';
import type { Collection, SystemValue, Value } from './value.ts';
import { TypeInfo } from './value.ts';

const ucum = 'http://unitsofmeasure.org';

const moments: Readonly<Record<string, (text: string) => SystemValue | undefined>> = {
  date: dateOf,
  dateTime: dateTimeOf,
  instant: dateTimeOf,
  time: timeOf,
};

/** Undefined for complex elements that are no quantity, for primitives without a value, and for type names. */
export function systemValue(value: Value): SystemValue | undefined {
  if (!(value instanceof FhirElement)) return value instanceof TypeInfo ? undefined : value;
  const { value: json, type } = value;
  if (typeof json === 'string') return type.name in moments ? moments[type.name]!(json) : json;
  if (typeof json === 'boolean') return json;
  if (typeof json === 'number') return type.name === 'decimal' ? decimalOfElement(value, json) : json;
  return isObject(json) && isOfType(type, 'Quantity') ? quantityOfElement(value) : undefined;
}

function decimalOfElement(element: FhirElement, number: number): Decimal | undefined {
  return exactDecimal(number, element instanceof DecimalElement ? element.literal : undefined);
}

function quantityOfElement({ value }: FhirElement): Quantity | undefined {
  if (!isObject(value) || typeof value.value !== 'number' || value.comparator !== undefined) return undefined;
  const number = exactDecimal(value.value, literalIn(value, 'value'));
  const unit = value.system === ucum ? value.code : (value.unit ?? value.code ?? '1');
  return number && typeof unit === 'string' ? new Quantity(number, unit) : undefined;
}

/** The only item; undefined of none. @throws of several. */
export function single(items: Collection, what: string): Value | undefined {
  if (items.length > 1) throw failed(`${what} takes one item, but there are ${items.length}.`);
  return items[0];
}

export function singleSystem(items: Collection, what: string): SystemValue | undefined {
  const value = single(items, what);
  return value === undefined ? undefined : systemValue(value);
}

/** The system value of an operand; undefined for a primitive without a value. @throws for other elements. */
export function operand(value: Value, what: string): SystemValue | undefined {
  const own = systemValue(value);
  const complex = own === undefined && value instanceof FhirElement && value.type.kind !== 'primitive-type';
  if (complex) throw failed(`${what} does not take elements of type ${value.type.name}.`);
  return own;
}

export function singleOperand(items: Collection, what: string): SystemValue | undefined {
  const value = single(items, what);
  return value === undefined ? undefined : operand(value, what);
}

/** The only item as a boolean; anything else that stands alone counts as true. */
export function singleBoolean(items: Collection, what: string): boolean | undefined {
  if (items.length === 0) return undefined;
  const value = single(items, what)!;
  if (typeof value === 'boolean') return value;
  return value instanceof FhirElement && typeof value.value === 'boolean' ? value.value : true;
}

/** The only item as text. @throws where it is something else. */
export function singleText(items: Collection, what: string): string | undefined {
  if (items.length === 0) return undefined;
  const value = single(items, what)!;
  if (typeof value === 'string') return value;
  const own = value instanceof FhirElement ? value.value : undefined;
  if (typeof own === 'string') return own;
  if (value instanceof FhirElement && own === undefined) return undefined;
  throw failed(`${what} takes text.`);
}

export function singleInteger(items: Collection, what: string): number | undefined {
  if (items.length === 0) return undefined;
  const value = singleSystem(items, what);
  if (typeof value === 'number') return value;
  throw failed(`${what} takes a whole number.`);
}

/** A number as a decimal. */
export function decimalValue(value: Value | undefined): Decimal | undefined {
  if (value instanceof Decimal) return value;
  return typeof value === 'number' ? new Decimal(BigInt(value), 0) : undefined;
}
