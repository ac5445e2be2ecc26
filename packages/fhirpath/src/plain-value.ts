/** Values of expressions as FHIR JSON with the name of their type, for answers and for people. https://hl7.org/fhir/R4/fhirpath.html#types */
import { isObject, type JsonObject, type JsonValue, type NumberLiteral } from '@charthouse/fhir-model';
import { Decimal } from './values/decimal.ts';
import { DecimalElement, FhirElement } from './values/element.ts';
import type { Moment } from './values/moment.ts';
import { Quantity } from './values/quantity.ts';
import { type SystemValue, TypeInfo, type Value } from './values/value.ts';

export interface PlainValue {
  /** The FHIR type: `HumanName`, `Patient.contact`, `string`; of a system value the primitive that holds it. */
  readonly type: string;
  /** Absent of a primitive that has extensions only. */
  readonly value?: JsonValue;
  /** Of a decimal, and of the value of a quantity that was calculated: its text, with all places and digits. */
  readonly literal?: string;
  /** Id and extensions of a primitive. */
  readonly extras?: JsonObject;
}

export function plainValue(value: Value): PlainValue {
  if (value instanceof FhirElement) {
    const { type, value: own, extras } = value;
    const literal = value instanceof DecimalElement ? { literal: value.literal } : {};
    return { type: type.name, ...(own !== undefined && { value: own }), ...literal, ...(extras && { extras }) };
  }
  if (value instanceof TypeInfo) return { type: 'string', value: `${value.namespace}.${value.name}` };
  return ofSystem(value);
}

function ofSystem(value: SystemValue): PlainValue {
  if (typeof value === 'boolean') return { type: 'boolean', value };
  if (typeof value === 'string') return { type: 'string', value };
  if (typeof value === 'number') return { type: 'integer', value };
  if (value instanceof Decimal) return { type: 'decimal', value: value.toNumber(), literal: String(value) };
  if (value instanceof Quantity) return { type: 'Quantity', value: quantity(value), literal: String(value.value) };
  return { type: momentTypes[value.type], value: String(value) };
}

/** Where the literal belongs, with the plain value kept in `holder[key]`: for writing it. */
export function literalsOf({ type, value, literal }: PlainValue, holder: JsonObject, key: string): NumberLiteral[] {
  if (literal === undefined) return [];
  return type === 'Quantity' && isObject(value)
    ? [{ holder: value, key: 'value', text: literal }]
    : [{ holder, key, text: literal }];
}

const momentTypes: Readonly<Record<Moment['type'], string>> = { Date: 'date', DateTime: 'dateTime', Time: 'time' };

function quantity({ value, unit, calendar, plural }: Quantity): JsonObject {
  const number = value.toNumber();
  if (calendar) return { value: number, unit: unit + plural };
  return { value: number, unit, system: 'http://unitsofmeasure.org', code: unit };
}
