/** Index rows of strings: normalised for prefix and `:contains`, hashed as written for `:exact`. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { addStr, addTok, type Collected } from '../../extract/collected.ts';
import type { Extractor, SearchType, ValuePlace } from '../search-type.ts';
import { normalise } from './normalise.ts';

type Add = (text: string, out: Collected) => void;

const text = (place: ValuePlace): Extractor => {
  const add = adder(place);
  return (value, out) => {
    if (typeof value !== 'string') return false;
    add(value, out);
    return true;
  };
};

export const extractString: SearchType['extract'] = {
  string: text,
  markdown: text,
  code: text,
  uri: text,
  HumanName: partsOf(['text', 'family', 'given', 'prefix', 'suffix']),
  Address: partsOf(['text', 'line', 'city', 'district', 'state', 'postalCode', 'country']),
};

function partsOf(names: readonly string[]): (place: ValuePlace) => Extractor {
  return (place) => {
    const add = adder(place);
    return (value, out) => {
      if (!isObject(value)) return false;
      const parts = names.flatMap((name) => textsOf(value, name)).filter((part) => typeof part === 'string');
      for (const part of parts) add(part, out);
      return parts.length > 0;
    };
  };
}

function textsOf(value: JsonObject, name: string): readonly JsonValue[] {
  const part = value[name];
  return Array.isArray(part) ? part : part === undefined ? [] : [part];
}

function adder({ parameter, keys }: ValuePlace): Add {
  const h = keys.of('string', parameter);
  const exact = keys.family('exact', parameter);
  return (value, out) => {
    addStr(out, h, { val: normalise(value), sorts: parameter.id });
    addTok(out, exact(value));
  };
}
