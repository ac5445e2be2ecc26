/** What tokens are made of: the codes, with their systems, of one element. https://hl7.org/fhir/R4/search.html#token */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { remembered } from '../../bounded-cache.ts';
import type { Parameter } from '../../parameters/parameter.ts';
import { systemOfCode } from './value-set-codes.ts';

/** Takes the parts of a token one by one: nothing is built for the many that are only indexed. */
export interface TokenSink {
  code(code: string | undefined, system: string | undefined): void;
  /** A display or text, for `:text`. */
  text(text: string): void;
  /** An identifier, with the concept that is its type, for `:of-type`. */
  typed(identifier: string, type: JsonObject): void;
}

/** Gives a sink the parts of a value. */
export type TokenReader = (value: JsonValue, sink: TokenSink) => void;

const primitive: TokenReader = (value, sink) => {
  if (value !== null) sink.code(String(value), undefined);
};

/** Codes that compare without case: the element is a string. */
const folded: TokenReader = (value, sink) => {
  if (typeof value === 'string') sink.code(value.toLowerCase(), undefined);
};

const coding: TokenReader = (value, sink) => {
  if (!isObject(value)) return;
  sink.code(textOf(value.code), textOf(value.system));
  if (typeof value.display === 'string') sink.text(value.display);
};

const concept: TokenReader = (value, sink) => {
  if (!isObject(value)) return;
  if (typeof value.text === 'string') sink.text(value.text);
  if (Array.isArray(value.coding)) for (const one of value.coding) coding(one, sink);
};

const identifier: TokenReader = (value, sink) => {
  if (!isObject(value)) return;
  const own = textOf(value.value);
  sink.code(own, textOf(value.system));
  const { type } = value;
  if (!isObject(type)) return;
  if (own !== undefined) sink.typed(own, type);
  if (typeof type.text === 'string') sink.text(type.text);
  for (const kind of Array.isArray(type.coding) ? type.coding : [])
    if (isObject(kind) && typeof kind.display === 'string') sink.text(kind.display);
};

/** Data types whose codes are read in lower case. */
export const foldedTypes: readonly string[] = ['string', 'markdown', 'ContactPoint'];

/** By FHIR data type; a `code` has the system of the value set it is bound to. */
export const tokenReaders: Readonly<Record<string, (valueSet: string | undefined) => TokenReader>> = {
  boolean: () => primitive,
  id: () => primitive,
  uri: () => primitive,
  canonical: () => primitive,
  oid: () => primitive,
  uuid: () => primitive,
  integer: () => primitive,
  positiveInt: () => primitive,
  unsignedInt: () => primitive,
  dateTime: () => primitive,
  string: () => folded,
  markdown: () => folded,
  ContactPoint: () => (value, sink) => {
    if (isObject(value)) folded(value.value ?? null, sink);
  },
  Coding: () => coding,
  CodeableConcept: () => concept,
  Identifier: () => identifier,
  code: (valueSet) => {
    const system = remembered((code) => ({ system: valueSet && systemOfCode(valueSet, code) }), 256);
    return (value, sink) => {
      if (typeof value === 'string') sink.code(value, system(value).system || undefined);
    };
  },
};

/** Data types whose codes come from a list, so that few are in use. */
const listedTypes: ReadonlySet<string> = new Set(['code', 'Coding', 'CodeableConcept', 'boolean']);

/** True: the codes in use are listed, and sorted by. */
export function listsCodes({ definition, dataTypes }: Parameter): boolean {
  if (definition.type !== 'token' || dataTypes.size === 0) return false;
  return [...dataTypes].every((type) => listedTypes.has(type));
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
