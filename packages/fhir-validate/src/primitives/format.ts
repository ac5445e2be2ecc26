/** The known shape of a primitive format. https://hl7.org/fhir/R4/datatypes.html#primitive */
import type { JsonValue } from '@charthouse/fhir-model';
import { jsonKind, shown } from '../words.ts';

export interface PrimitiveFormat {
  /** The FHIR type. */
  readonly type: string;
  /** The JSON value is right; called for every value, so it must be fast. */
  readonly accepts: (value: JsonValue) => boolean;
  /** What is wrong with a value that is not accepted, and what to write instead. */
  readonly problem: (value: JsonValue) => string;
  /** All of it, where there may be more than one. */
  readonly problems?: (value: JsonValue) => readonly string[];
  /** The value must be written as an integer: `1`, not `1.0` or `1e0`. */
  readonly integral?: boolean;
}

/** A format of JSON strings; `due` completes "… is not", e.g. "a time, such as 13:05:00". */
export function textFormat(type: string, due: string, accepts: (text: string) => boolean): PrimitiveFormat {
  return {
    type,
    accepts: (value) => typeof value === 'string' && accepts(value),
    problem(value) {
      if (typeof value !== 'string') return wrongKind(value, type, 'a string');
      return value === '' ? 'The text is empty; leave the element out instead.' : `${shown(value)} is not ${due}.`;
    },
  };
}

export function wrongKind(value: JsonValue, type: string, due: string): string {
  return `A value of type ${type} is ${due} in JSON, but this is ${jsonKind(value)}.`;
}
