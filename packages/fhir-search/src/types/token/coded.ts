/** What tokens are made of: the codes, with their systems, of one element. https://hl7.org/fhir/R4/search.html#token */
import { isObject, type JsonValue } from '@charthouse/fhir-model';
import { systemOfCode } from './value-set-codes.ts';

export interface Coded {
  readonly code?: string;
  readonly system?: string;
}

export interface TokenParts {
  readonly codes: readonly Coded[];
  /** Displays and texts, for `:text`. */
  readonly texts: readonly string[];
  /** Of an Identifier: the types it has, for `:of-type`. */
  readonly identifierTypes?: readonly Coded[];
}

const nothing: TokenParts = { codes: [], texts: [] };

type Reader = (value: JsonValue, valueSet: string | undefined) => TokenParts;

const primitive: Reader = (value) => (value === null ? nothing : { codes: [{ code: String(value) }], texts: [] });

/** Codes that compare without case: the element is a string. */
const folded: Reader = (value) =>
  typeof value === 'string' ? { codes: [{ code: value.toLowerCase() }], texts: [] } : nothing;

/** Data types whose codes are read in lower case. */
export const foldedTypes: readonly string[] = ['string', 'markdown', 'ContactPoint'];

/** By FHIR data type. */
export const tokenReaders: Readonly<Record<string, Reader>> = {
  boolean: primitive,
  id: primitive,
  uri: primitive,
  canonical: primitive,
  oid: primitive,
  uuid: primitive,
  integer: primitive,
  positiveInt: primitive,
  unsignedInt: primitive,
  dateTime: primitive,
  string: folded,
  markdown: folded,
  code: (value, valueSet) => {
    if (typeof value !== 'string') return nothing;
    const system = valueSet && systemOfCode(valueSet, value);
    return { codes: [system ? { code: value, system } : { code: value }], texts: [] };
  },
  Coding: (value) => {
    if (!isObject(value)) return nothing;
    return { codes: [codedOf(value.code, value.system)], texts: textsOf(value.display) };
  },
  CodeableConcept: (value) => {
    if (!isObject(value)) return nothing;
    const codings = Array.isArray(value.coding) ? value.coding.filter(isObject) : [];
    return {
      codes: codings.map((coding) => codedOf(coding.code, coding.system)),
      texts: [...textsOf(value.text), ...codings.flatMap((coding) => textsOf(coding.display))],
    };
  },
  Identifier: (value) => {
    if (!isObject(value)) return nothing;
    const type = tokenReaders.CodeableConcept!(value.type ?? null, undefined);
    return { codes: [codedOf(value.value, value.system)], texts: type.texts, identifierTypes: type.codes };
  },
  ContactPoint: (value) => (isObject(value) ? folded(value.value ?? null, undefined) : nothing),
};

function codedOf(code: JsonValue | undefined, system: JsonValue | undefined): Coded {
  const hasCode = typeof code === 'string';
  if (typeof system !== 'string') return hasCode ? { code } : {};
  return hasCode ? { code, system } : { system };
}

function textsOf(text: JsonValue | undefined): string[] {
  return typeof text === 'string' ? [text] : [];
}
