/** What may stand behind one JSON property of a type: its value, single or an array, or the `_name` companion of a primitive. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { Findings } from '../findings.ts';
import { jsonKind } from '../words.ts';
import type { PrimitiveCheck } from './primitive.ts';

/** Checks the value of a property of `holder`; problems get paths relative to `holder`. */
export type PropertyCheck = (value: JsonValue, holder: JsonObject, found: Findings) => void;

/** Checks one value; problems get paths relative to it. */
export interface ValueCheck {
  readonly check: (value: JsonValue, found: Findings) => void;
}

export interface Place {
  /** The JSON name, `valueQuantity`. */
  readonly name: string;
  /** The step of its FHIRPath, `value.ofType(Quantity)`. */
  readonly step: string;
}

export function singleProperty({ name, step }: Place, item: ValueCheck): PropertyCheck {
  return (value, _holder, found) => {
    const from = found.count;
    if (Array.isArray(value))
      found.error('structure', `${name} is a single value here, not an array: leave out the [ ].`);
    else if (value === null) found.error('structure', `${name} is null; leave the element out instead.`);
    else item.check(value, found);
    if (found.count > from) found.under(from, step);
  };
}

export function arrayProperty({ name, step }: Place, item: ValueCheck): PropertyCheck {
  return (value, _holder, found) => {
    if (!Array.isArray(value) || value.length === 0) return arrayDue(value, { name, step }, found);
    for (let at = 0; at < value.length; at++) {
      const from = found.count;
      const one = value[at]!;
      if (one === null) found.error('structure', `${name} holds null; leave the item out instead.`);
      else item.check(one, found);
      if (found.count > from) found.under(from, `${step}[${at}]`);
    }
  };
}

/** An array of primitives; `null` stands where only `_name` has an id or extensions. */
export function primitiveArrayProperty({ name, step }: Place, item: PrimitiveCheck): PropertyCheck {
  return (value, holder, found) => {
    if (!Array.isArray(value) || value.length === 0) return arrayDue(value, { name, step }, found);
    for (let at = 0; at < value.length; at++) {
      const from = found.count;
      const one = value[at]!;
      if (item.accepts(one)) continue;
      if (one !== null) item.explain(one, found);
      else if (!hasCompanion(holder, name, at))
        found.error('structure', `${name}[${at}] is null, which is allowed only where _${name}[${at}] has extensions.`);
      if (found.count > from) found.under(from, `${step}[${at}]`);
    }
  };
}

function hasCompanion(holder: JsonObject, name: string, at: number): boolean {
  const extras = holder[`_${name}`];
  return Array.isArray(extras) && isObject(extras[at]);
}

/** `_name` beside a repeating primitive: an array of objects, `null` where only `name` has a value. */
export function companionArrayProperty({ name, step }: Place, item: ValueCheck): PropertyCheck {
  return (value, holder, found) => {
    if (!Array.isArray(value) || value.length === 0) return arrayDue(value, { name: `_${name}`, step }, found);
    const values = holder[name];
    for (let at = 0; at < value.length; at++) {
      const from = found.count;
      const one = value[at]!;
      if (one !== null) item.check(one, found);
      else if (!Array.isArray(values) || values[at] === undefined)
        found.error('structure', `_${name}[${at}] is null, but ${name} has no value there; leave the item out.`);
      if (found.count > from) found.under(from, `${step}[${at}]`);
    }
  };
}

/** As `check`, and refuses numbers written with a fraction or exponent. */
export function integralProperty({ name, step }: Place, check: PropertyCheck): PropertyCheck {
  return (value, holder, found) => {
    check(value, holder, found);
    const [within, keys] = Array.isArray(value) ? [value, [...value.keys()]] : [holder, [name]];
    for (const key of keys) {
      const text = found.literal(within, key);
      if (text !== undefined && Number.isInteger(Number(text)))
        found.error('invalid', `${text} must be written as a whole number, without point or exponent.`, step);
    }
  };
}

function arrayDue(value: JsonValue, { name, step }: Place, found: Findings): void {
  const empty = value === null ? 'null' : Array.isArray(value) ? 'an empty array' : undefined;
  const problem = empty
    ? `${name} is ${empty}; leave the element out instead.`
    : `${name} may repeat, so it must be an array, not ${jsonKind(value)}: write [ … ].`;
  found.error('structure', problem, step);
}
