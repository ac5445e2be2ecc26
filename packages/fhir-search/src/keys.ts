/** The keys of the index tables: keyed hashes of (kind | type | parameter | value parts), joined by NUL, which no value holds. */
import { remembered } from './bounded-cache.ts';

/** What a key is about; no kind can be read as another. */
export type KeyKind =
  /** A code, in any system. */
  | 'code'
  /** Any code of a system. */
  | 'system'
  /** An identifier of a type of identifier. */
  | 'of-type'
  /** The identifier of a reference. */
  | 'identifier'
  /** A resource that a compartment is named after. */
  | 'self'
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
  /** Identifiers and other texts, in their order (table `str`). */
  | 'sorted'
  /** Codes in use, in their order. */
  | 'codes'
  /** Codes with their systems as written (table `str`): for listing those in use. */
  | 'listed'
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

/** The keys of one kind for one parameter: several parts joined by NUL. */
export type KeyFamily = (part: string) => bigint;

export interface Keys {
  /** Keys for contained resources (true), which no other resource has, or for the others. */
  on(contained: boolean): Keys;
  family(kind: KeyKind, owner: KeyOwner): KeyFamily;
  of(kind: KeyKind, owner: KeyOwner, ...parts: readonly string[]): bigint;
  /** Key that every resource of a type has. */
  type(type: string): bigint;
  /** Key of a resource named `Type/id`: `tk` and `pt`. */
  resource(name: string): bigint;
  /** Number of a system for `tok.sys`: 2 or more; `noSystem` without one. */
  system(uri: string | undefined): number;
}

export const noSystem = 0;

/** `tok.sys` of a further row with the same `h` in one resource: never counted twice by a search without a system. */
export function furtherSystem(sys: number): number {
  return sys === noSystem ? -1 : -sys;
}

export function createKeys(hash: (text: string) => bigint): Keys {
  const plain = keysOf(hash, '');
  const contained = keysOf(hash, 'contained\0');
  const on = (isContained: boolean): Keys => (isContained ? ofContained : ofOthers);
  const ofOthers: Keys = { ...plain, on };
  const ofContained: Keys = { ...plain, family: contained.family, of: contained.of, type: contained.type, on };
  return ofOthers;
}

function keysOf(hash: (text: string) => bigint, domain: string): Omit<Keys, 'on'> {
  const families = new Map<string, KeyFamily>();
  const family = (kind: KeyKind, { type, code }: KeyOwner): KeyFamily => {
    const name = `${domain}${kind}\0${type}\0${code}`;
    let found = families.get(name);
    if (!found) {
      found = remembered((part) => hash(`${name}\0${part}`));
      families.set(name, found);
    }
    return found;
  };
  const type = remembered((name) => hash(`${domain}_type\0${name}`));
  const system = remembered((uri) => 2 + Number(hash(`system\0${uri}`) & 0x3fff_ffffn));
  return {
    family,
    of: (kind, owner, ...parts) => family(kind, owner)(parts.join('\0')),
    type,
    resource: remembered(hash),
    system: (uri) => (uri === undefined ? noSystem : system(uri)),
  };
}
