/** Search type uri: exact; `:below` what begins with it, `:above` what it begins with. https://hl7.org/fhir/R4/search.html#uri */
import { outcomes } from '@charthouse/fhir-model';
import type { Clause } from '../../clause.ts';
import { addStr, addTok } from '../../extract/collected.ts';
import { prefixBounds } from '../../query/prefix-bounds.ts';
import { withoutEscapes } from '../../query/values.ts';
import type { Extractor, SearchType, ValuePlace } from '../search-type.ts';

/** Characters of a URI that `:below` sees. */
const indexedLength = 600;

const extract = ({ parameter, keys }: ValuePlace): Extractor => {
  const whole = keys.family('uri', parameter);
  const below = keys.of('below', parameter);
  return (value, out) => {
    if (typeof value !== 'string') return false;
    addTok(out, whole(value));
    addStr(out, below, { val: value.slice(0, indexedLength) });
    const bar = value.indexOf('|');
    if (bar > 0) addTok(out, whole(value.slice(0, bar)));
    return true;
  };
};

export const uri: SearchType = {
  extract: { uri: extract, url: extract, canonical: extract, oid: extract, uuid: extract },
  modifiers: ['above', 'below'],
  clause: (text, { parameter, modifier, keys, name }): Clause => {
    const value = withoutEscapes(text);
    if (modifier && value.startsWith('urn:'))
      throw outcomes.badRequest(`${name}: :${modifier} compares the paths of URLs; "${value}" is a URN.`);
    if (modifier === 'below') {
      const h = parameter.parts.map((owner) => keys.of('below', owner));
      return { kind: 'row', any: [{ table: 'str', h, bounds: prefixBounds(value.slice(0, indexedLength)) }] };
    }
    const wanted = modifier === 'above' ? beginnings(value) : [value];
    const any = wanted.flatMap((one) => parameter.parts.map((owner) => ({ h: keys.of('uri', owner, one) })));
    return { kind: 'tok', any };
  },
};

/** The URL and all its beginnings that are longer than its scheme. */
function beginnings(value: string): string[] {
  const least = value.indexOf('//') + 3;
  return Array.from({ length: Math.max(1, value.length - least + 1) }, (_, i) => value.slice(0, value.length - i));
}
