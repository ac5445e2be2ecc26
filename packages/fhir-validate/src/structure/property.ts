/** What may stand behind one JSON property of a type: its value, single or an array, or the `_name` companion of a primitive. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { Findings } from '../findings.ts';
import type { PrimitiveFormat } from '../primitives/format.ts';
import { jsonKind, shown } from '../words.ts';

/** Checks the value of a property of `holder`; problems get paths relative to `holder`. */
export type PropertyCheck = (value: JsonValue, holder: JsonObject, found: Findings) => void;
/** Checks one value; problems get paths relative to it. */
export type ValueCheck = (value: JsonValue, found: Findings) => void;

export interface Place {
  /** The JSON name, `valueQuantity`. */
  readonly name: string;
  /** The step of its FHIRPath, `value.ofType(Quantity)`. */
  readonly step: string;
  readonly min: number;
  /** Infinity: unbounded. */
  readonly max: number;
}

export function singleProperty({ name, step }: Place, check: ValueCheck): PropertyCheck {
  return (value, _holder, found) => {
    const from = found.count;
    if (Array.isArray(value))
      found.error('structure', `${name} is a single value here, not an array: leave out the [ ].`);
    else if (value === null) found.error('structure', `${name} is null; leave the element out instead.`);
    else check(value, found);
    if (found.count > from) found.under(from, step);
  };
}

export function arrayProperty(place: Place, check: ValueCheck): PropertyCheck {
  const { name, step } = place;
  return (value, _holder, found) => {
    if (!Array.isArray(value)) return arrayDue(value, place, found);
    if (value.length === 0 || value.length > place.max || value.length < place.min)
      wrongLength(value.length, place, found);
    for (let at = 0; at < value.length; at++) {
      const from = found.count;
      const item = value[at]!;
      if (item === null) found.error('structure', `${name} holds null; leave the item out instead.`);
      else check(item, found);
      if (found.count > from) found.under(from, `${step}[${at}]`);
    }
  };
}

/** An array of primitives; `null` stands where only `_name` has an id or extensions. */
export function primitiveArrayProperty(place: Place, check: ValueCheck): PropertyCheck {
  const { name, step } = place;
  const companion = `_${name}`;
  return (value, holder, found) => {
    if (!Array.isArray(value)) return arrayDue(value, place, found);
    if (value.length === 0 || value.length > place.max || value.length < place.min)
      wrongLength(value.length, place, found);
    for (let at = 0; at < value.length; at++) {
      const from = found.count;
      const item = value[at]!;
      if (item === null) {
        const extras = holder[companion];
        if (!Array.isArray(extras) || !isObject(extras[at]))
          found.error(
            'structure',
            `${name}[${at}] is null, which is allowed only where ${companion}[${at}] has extensions.`,
          );
      } else check(item, found);
      if (found.count > from) found.under(from, `${step}[${at}]`);
    }
  };
}

/** `_name` beside a repeating primitive: an array of objects, `null` where only `name` has a value. */
export function companionArrayProperty({ name, step }: Place, check: ValueCheck): PropertyCheck {
  return (value, holder, found) => {
    if (!Array.isArray(value)) {
      found.error('structure', `_${name} goes with an array, so it must be an array too: write [ … ].`, step);
      return;
    }
    if (value.length === 0) found.error('structure', `_${name} is an empty array; leave it out instead.`, step);
    const values = holder[name];
    for (let at = 0; at < value.length; at++) {
      const from = found.count;
      const item = value[at]!;
      if (item !== null) check(item, found);
      else if (!Array.isArray(values) || values[at] === undefined)
        found.error(
          'structure',
          `_${name}[${at}] is null, but ${name} has no value at that place; leave the item out.`,
        );
      if (found.count > from) found.under(from, `${step}[${at}]`);
    }
  };
}

export function primitiveValue(format: PrimitiveFormat, coded: ValueCheck | undefined): ValueCheck {
  const { problem } = format;
  return (value, found) => {
    const wrong = problem(value);
    if (wrong !== undefined) found.error(typeof value === 'object' ? 'structure' : 'invalid', wrong);
    else coded?.(value, found);
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
  const why =
    value === null
      ? `${name} is null; leave the element out instead.`
      : `${name} may repeat, so it must be an array, not ${jsonKind(value)}: write [ … ].`;
  found.error('structure', why, step);
}

function wrongLength(length: number, { name, step, min, max }: Place, found: Findings): void {
  if (length === 0) found.error('structure', `${name} is an empty array; leave the element out instead.`, step);
  else
    found.error('structure', `${name} stands ${length} times; at least ${min} and at most ${max} are allowed.`, step);
}

export function objectDue(value: JsonValue, type: string, found: Findings): void {
  found.error('structure', `A ${type} is an object in JSON ({ … }), but this is ${jsonKind(value)}: ${shown(value)}.`);
}
