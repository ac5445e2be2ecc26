/** Index rows of tokens: the code with its system, any code of the system, displays as text, identifiers by their type. */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { addStr, addTok, type Collected } from '../../extract/collected.ts';
import { noSystem } from '../../keys.ts';
import type { Extractor, SearchType, ValuePlace } from '../search-type.ts';
import { normalise } from '../string/normalise.ts';
import { addBelow, indexedLength } from '../uri/partial.ts';
import { listsCodes, type TokenSink, tokenReaders } from './coded.ts';

export const extractToken: SearchType['extract'] = Object.fromEntries(
  Object.entries(tokenReaders).map(([dataType, reader]) => [
    dataType,
    (place: ValuePlace): Extractor => {
      const read = reader(place.valueSet);
      const rows = new TokenRows(place, dataType !== 'code');
      return (value, out) => {
        rows.out = out;
        rows.found = false;
        read(value, rows);
        return rows.found;
      };
    },
  ]),
);

/** Parameters whose codes are also kept as text, for listing those in use (`$meta`). */
const namedTokens = ['_tag', '_security'] as const;

/** Turns the parts of one value after another into rows; it stands for all values of a place, as extraction is never entered twice. */
class TokenRows implements TokenSink {
  out!: Collected;
  found = false;
  readonly #keys;
  readonly #code;
  /** Rows for "any code of the system": the systems of a `code` element are known, and its queries list the codes instead. */
  readonly #system;
  readonly #ofType;
  readonly #text;
  readonly #listed: bigint | undefined;
  /** Of the list of codes in use. */
  readonly #codes: bigint | undefined;
  /** Of texts in their order, where codes are too many to be listed. */
  readonly #sorted: bigint | undefined;
  readonly #sorts: number;

  constructor({ parameter, keys }: ValuePlace, withSystems: boolean) {
    this.#keys = keys;
    this.#code = keys.family('code', parameter);
    this.#system = withSystems ? keys.family('system', parameter) : undefined;
    this.#ofType = keys.family('of-type', parameter);
    this.#text = keys.of('text', parameter);
    const isNamed = namedTokens.some((code) => code === parameter.code);
    this.#listed = isNamed ? keys.of('listed', parameter) : undefined;
    this.#codes = listsCodes(parameter) ? keys.of('codes', parameter) : undefined;
    this.#sorted = this.#codes === undefined ? keys.of('sorted', parameter) : undefined;
    this.#sorts = parameter.id;
  }

  code(code: string | undefined, system: string | undefined): void {
    const sys = system === undefined ? noSystem : this.#keys.system(system);
    if (code !== undefined) addTok(this.out, this.#code(code), sys);
    if (code !== undefined && this.#codes !== undefined && code.length <= indexedLength)
      this.out.codes.push({ h: this.#codes, val: code });
    if (code !== undefined && this.#sorted !== undefined)
      addStr(this.out, this.#sorted, { val: code.slice(0, indexedLength), sorts: this.#sorts });
    if (system !== undefined && this.#system) addTok(this.out, this.#system(system));
    if (this.#listed !== undefined) addBelow(this.out, this.#listed, { value: `${system ?? ''}|${code ?? ''}` });
    this.found ||= code !== undefined || system !== undefined;
  }

  text(text: string): void {
    addStr(this.out, this.#text, { val: normalise(text) });
    this.found = true;
  }

  typed(identifier: string, { coding }: JsonObject): void {
    for (const kind of Array.isArray(coding) ? coding : []) {
      if (!isObject(kind) || typeof kind.code !== 'string') continue;
      const system = typeof kind.system === 'string' ? kind.system : '';
      addTok(this.out, this.#ofType(`${system}\0${kind.code}\0${identifier}`));
    }
  }
}
