/** Search type uri: exact; `:below` what begins with it, `:above` what it begins with. https://hl7.org/fhir/R4/search.html#uri */
import type { Clause } from '../../clause.ts';
import { addTok } from '../../extract/collected.ts';
import { withoutEscapes } from '../../query/values.ts';
import type { Extractor, SearchType, ValuePlace } from '../search-type.ts';
import { addBelow, partialClause } from './partial.ts';

const extract = ({ parameter, keys }: ValuePlace): Extractor => {
  const whole = keys.family('uri', parameter);
  const below = keys.of('below', parameter);
  return (value, out) => {
    if (typeof value !== 'string') return false;
    addTok(out, whole(value));
    addBelow(out, below, { value, sorts: parameter.id });
    const bar = value.indexOf('|');
    if (bar > 0) addTok(out, whole(value.slice(0, bar)));
    return true;
  };
};

export const uri: SearchType = {
  extract: { uri: extract, url: extract, canonical: extract, oid: extract, uuid: extract },
  modifiers: ['above', 'below'],
  clause: (text, context): Clause => {
    const value = withoutEscapes(text);
    const { parameter, keys } = context;
    const any = parameter.parts.map((owner) => ({ h: keys.of('uri', owner, value) }));
    return partialClause(value, 'uri', context) ?? { kind: 'tok', any };
  },
};
