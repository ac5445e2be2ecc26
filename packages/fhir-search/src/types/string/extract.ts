/** Index rows of strings: normalised for prefix and `:contains`, hashed as written for `:exact`. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { addStr, addTok, type Collected } from '../../extract/collected.ts';
import type { Extractor, ValuePlace } from '../search-type.ts';
import { normalise } from './normalise.ts';

const text: Extractor = (value, place, out) => {
  if (typeof value !== 'string') return false;
  add(value, place, out);
  return true;
};

export const extractString: Readonly<Record<string, Extractor>> = {
  string: text,
  markdown: text,
  code: text,
  uri: text,
  HumanName: partsOf(['text', 'family', 'given', 'prefix', 'suffix']),
  Address: partsOf(['text', 'line', 'city', 'district', 'state', 'postalCode', 'country']),
};

function partsOf(names: readonly string[]): Extractor {
  return (value, place, out) => {
    if (!isObject(value)) return false;
    let found = false;
    for (const name of names) {
      for (const part of textsOf(value, name)) {
        if (typeof part !== 'string') continue;
        add(part, place, out);
        found = true;
      }
    }
    return found;
  };
}

function textsOf(value: JsonObject, name: string): readonly JsonValue[] {
  const part = value[name];
  return Array.isArray(part) ? part : part === undefined ? [] : [part];
}

function add(value: string, { parameter }: ValuePlace, out: Collected): void {
  addStr(out, out.keys.of('string', parameter), { val: normalise(value), sorts: parameter.id });
  addTok(out, out.keys.of('exact', parameter, value));
}
