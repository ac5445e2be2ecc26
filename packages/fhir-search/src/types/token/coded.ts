/** What tokens are made of: the codes, with their systems, of one element. https://hl7.org/fhir/R4/search.html#token */
import { isObject, type JsonValue } from '@charthouse/fhir-model';
import { requiredCodes } from '@charthouse/fhir-model/definitions';

export interface Coded {
  readonly code?: string;
  readonly system?: string;
}

export interface TokenParts {
  readonly codes: readonly Coded[];
  /** Displays and texts, for `:text`. */
  readonly texts: readonly string[];
  /** Codes compare without case: the element is a string. */
  readonly folded?: boolean;
  /** Of an Identifier: the types it has, for `:of-type`. */
  readonly identifierTypes?: readonly Coded[];
}

const nothing: TokenParts = { codes: [], texts: [] };

type Reader = (value: JsonValue, valueSet: string | undefined) => TokenParts;

const primitive: Reader = (value) => (value === null ? nothing : { codes: [{ code: String(value) }], texts: [] });

const folded: Reader = (value) =>
  typeof value === 'string' ? { codes: [{ code: value.toLowerCase() }], texts: [], folded: true } : nothing;

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
  code: (value, valueSet) =>
    typeof value === 'string' ? { codes: [{ code: value, ...systemOf(value, valueSet) }], texts: [] } : nothing,
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
    const { texts } = type;
    return { codes: [codedOf(value.value, value.system)], texts, identifierTypes: type.codes };
  },
  ContactPoint: (value) => (isObject(value) ? folded(value.value ?? null, undefined) : nothing),
};

function codedOf(code: JsonValue | undefined, system: JsonValue | undefined): Coded {
  return {
    ...(typeof code === 'string' && { code }),
    ...(typeof system === 'string' && { system }),
  };
}

function textsOf(text: JsonValue | undefined): string[] {
  return typeof text === 'string' ? [text] : [];
}

/** The system of a `code` element: that of its required value set which has the code. */
function systemOf(code: string, valueSet: string | undefined): Coded {
  const systems = valueSet === undefined ? undefined : requiredCodes[valueSet];
  for (const system in systems) if (systems[system]!.includes(code)) return { system };
  return {};
}
