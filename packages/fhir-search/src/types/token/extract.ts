/** Index rows of tokens: the code with its system, any code of the system, displays as text, identifiers by their type. */
import { addStr, addTok, type Collected } from '../../extract/collected.ts';
import type { Parameter } from '../../parameters/parameter.ts';
import type { Extractor, ValuePlace } from '../search-type.ts';
import { normalise } from '../string/normalise.ts';
import { type Coded, type TokenParts, tokenReaders } from './coded.ts';

export const extractToken: Readonly<Record<string, Extractor>> = Object.fromEntries(
  Object.entries(tokenReaders).map(([dataType, read]): [string, Extractor] => [
    dataType,
    (value, place, out) => addToken(read(value, place.valueSet), place, { out, withSystems: dataType !== 'code' }),
  ]),
);

interface Into {
  readonly out: Collected;
  /** Rows for "any code of the system"; a `code` element's systems are known, so its queries list the codes instead. */
  readonly withSystems: boolean;
}

function addToken(parts: TokenParts, { parameter }: ValuePlace, { out, withSystems }: Into): boolean {
  for (const coded of parts.codes) {
    addCode(coded, { out, parameter });
    if (withSystems && coded.system !== undefined) addTok(out, out.keys.of('system', parameter, coded.system));
    for (const kind of parts.identifierTypes ?? []) addOfType(coded, kind, { out, parameter });
  }
  for (const text of parts.texts) addStr(out, out.keys.of('text', parameter), { val: normalise(text) });
  return parts.codes.some((coded) => coded.code !== undefined || coded.system !== undefined) || parts.texts.length > 0;
}

interface Place {
  readonly out: Collected;
  readonly parameter: Parameter;
}

function addCode(coded: Coded, { out, parameter }: Place): void {
  if (coded.code !== undefined) addTok(out, out.keys.of('code', parameter, coded.code), out.keys.system(coded.system));
}

function addOfType(identifier: Coded, kind: Coded, { out, parameter }: Place): void {
  if (identifier.code === undefined || kind.code === undefined) return;
  addTok(out, out.keys.of('of-type', parameter, kind.system ?? '', kind.code, identifier.code));
}
