/** The keys of the index tables: keyed hashes of (kind | type | parameter | value parts), joined by NUL, which no value holds. */

/** What a key is about; its first part. One letter each, so that no kind can be read as another. */
export type KeyKind =
  /** A code, in any system. */
  | 'code'
  /** Any code of a system. */
  | 'system'
  /** An identifier of a type of identifier. */
  | 'of-type'
  /** The identifier of a reference. */
  | 'identifier'
  /** A reference or canonical. */
  | 'reference'
  | 'uri'
  /** A code for one patient. */
  | 'patient'
  /** A string exactly as written. */
  | 'exact'
  /** Normalised strings (table `str`). */
  | 'string'
  /** Normalised display texts of a token. */
  | 'text'
  /** URIs as written (table `str`). */
  | 'below'
  | 'date'
  | 'number'
  | 'quantity'
  | 'composite'
  | 'near';

/** The parameter that a key belongs to. */
export interface KeyOwner {
  readonly type: string;
  readonly code: string;
}

export interface Keys {
  /** Key of one value of a parameter; `parts` as the kind has them. */
  of(kind: KeyKind, owner: KeyOwner, ...parts: readonly string[]): bigint;
  /** Key that every resource of a type has. */
  type(type: string): bigint;
  /** Key of a resource: `tk` and `pt`. */
  resource(type: string, id: string): bigint;
  /** Number of a system for `tok.sys`: 2 or more; `noSystem` without one. */
  system(uri: string | undefined): number;
}

export const noSystem = 0;

/** `tok.sys` of a further row with the same `h` in one resource: never counted twice by a search without a system. */
export function furtherSystem(sys: number): number {
  return sys === noSystem ? -1 : -sys;
}

const generationSize = 50_000;

export function createKeys(hash: (text: string) => bigint): Keys {
  let young = new Map<string, bigint>();
  let old = new Map<string, bigint>();
  const cached = (text: string): bigint => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const value = old.get(text) ?? hash(text);
    if (young.size >= generationSize) {
      old = young;
      young = new Map();
    }
    young.set(text, value);
    return value;
  };
  return {
    type: (type) => cached(`_type\0${type}`),
    of: (kind, { type, code }, ...parts) => {
      let text = `${kind}\0${type}\0${code}`;
      for (const part of parts) text += `\0${part}`;
      return cached(text);
    },
    resource: (type, id) => cached(`${type}/${id}`),
    system: (uri) => (uri === undefined ? noSystem : 2 + Number(cached(`system\0${uri}`) & 0x3fff_ffffn)),
  };
}
