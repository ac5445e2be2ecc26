/** Index rows of tokens: the code with its system, any code of the system, displays as text, identifiers by their type. */
import { addStr, addTok, type Collected } from '../../extract/collected.ts';
import type { KeyFamily, Keys } from '../../keys.ts';
import type { Extractor, SearchType, ValuePlace } from '../search-type.ts';
import { normalise } from '../string/normalise.ts';
import { type Coded, type TokenParts, tokenReaders } from './coded.ts';

export const extractToken: SearchType['extract'] = Object.fromEntries(
  Object.entries(tokenReaders).map(([dataType, read]) => [
    dataType,
    (place: ValuePlace) => extractor(dataType, read, place),
  ]),
);

function extractor(dataType: string, read: (typeof tokenReaders)[string], place: ValuePlace): Extractor {
  const { parameter, keys, valueSet } = place;
  const families: Families = {
    keys,
    code: keys.family('code', parameter),
    // The systems of a `code` element are known, so that its queries list the codes instead.
    system: dataType === 'code' ? undefined : keys.family('system', parameter),
    ofType: keys.family('of-type', parameter),
    text: keys.of('text', parameter),
  };
  return (value, out) => addToken(read(value, valueSet), families, out);
}

interface Families {
  readonly keys: Keys;
  readonly code: KeyFamily;
  /** Rows for "any code of the system". */
  readonly system: KeyFamily | undefined;
  readonly ofType: KeyFamily;
  readonly text: bigint;
}

function addToken({ codes, texts, identifierTypes }: TokenParts, families: Families, out: Collected): boolean {
  let found = texts.length > 0;
  for (const coded of codes) {
    const { code, system } = coded;
    if (code !== undefined) addTok(out, families.code(code), families.keys.system(system));
    if (system !== undefined && families.system) addTok(out, families.system(system));
    if (identifierTypes) addOfTypes(coded, identifierTypes, { families, out });
    found ||= code !== undefined || system !== undefined;
  }
  for (const text of texts) addStr(out, families.text, { val: normalise(text) });
  return found;
}

function addOfTypes(
  identifier: Coded,
  types: readonly Coded[],
  { families, out }: { families: Families; out: Collected },
): void {
  if (identifier.code === undefined) return;
  for (const { code, system } of types)
    if (code !== undefined) addTok(out, families.ofType(system ?? '', code, identifier.code));
}
