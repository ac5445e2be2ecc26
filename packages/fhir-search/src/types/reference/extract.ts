/** Index rows of references: the target, its version when named, the identifier of a logical reference. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { remembered } from '../../bounded-cache.ts';
import { canonicalKey } from '../../extract/canonical.ts';
import { addTok, type Collected } from '../../extract/collected.ts';
import type { KeyFamily } from '../../keys.ts';
import type { Parameter } from '../../parameters/parameter.ts';
import type { Extractor, SearchType, ValuePlace } from '../search-type.ts';
import { addBelow } from '../uri/partial.ts';
import { type ReferenceText, readReference } from './reference-text.ts';

/** A parameter that holds references, and its keys. */
interface Holder {
  readonly parameter: Parameter;
  readonly target: KeyFamily;
  readonly identifier: KeyFamily;
  /** Of the list of types that are referred to. */
  readonly types: bigint;
}

interface Holders {
  readonly read: (text: string) => ReferenceText;
  readonly of: (type: string | undefined) => Holder;
}

function holdersAt({ parameter, keys, bases }: ValuePlace): Holders {
  const holder = (one: Parameter): Holder => ({
    parameter: one,
    target: keys.family('reference', one),
    identifier: keys.family('identifier', one),
    types: keys.of('codes', one),
  });
  const own = holder(parameter);
  const routed = new Map([...parameter.routes].map(([type, one]) => [type, holder(one)]));
  return {
    read: remembered((text) => readReference(text, bases), 256),
    of: (type) => (type === undefined ? own : (routed.get(type) ?? own)),
  };
}

const reference = (place: ValuePlace): Extractor => {
  const { keys } = place;
  const holders = holdersAt(place);
  return (value, out) => {
    if (!isObject(value)) return false;
    const read = typeof value.reference === 'string' ? readText(value.reference, holders, out) : undefined;
    const holder = holders.of(read?.type ?? (typeof value.type === 'string' ? value.type : undefined));
    const hasIdentifier = isObject(value.identifier) && addIdentifier(value.identifier, { holder, place, out });
    if (read) {
      addTarget(read, holder, out);
      if (read.local && !read.key.includes('#')) out.codes.push({ h: holder.types, val: read.local.type });
      if (read.local) noteLocal(value, read, { holder, out, key: keys.resource(read.key) });
    }
    if (read || hasIdentifier) out.present.add(holder.parameter.id);
    return false;
  };
};

/** `#id` by the place of what it is contained in; undefined when nothing is contained under that id. */
function readText(text: string, { read }: Holders, { name, fragments }: Collected): ReferenceText | undefined {
  if (!text.startsWith('#')) return read(text);
  const type = fragments.get(text.slice(1));
  const key = text === '#' ? name : `${name}${text}`;
  return type === undefined ? undefined : { key, type, local: { type, id: key.slice(key.indexOf('/') + 1) } };
}

const text = (place: ValuePlace): Extractor => {
  const holders = holdersAt(place);
  const below = place.keys.of('below', place.parameter);
  return (value, out) => {
    if (typeof value !== 'string') return false;
    const read = holders.read(value);
    addTarget(read, holders.of(read.type), out);
    addBelow(out, below, { value, sorts: place.parameter.id });
    out.canonicals.push({ tk: canonicalKey(place.keys, value), p: place.parameter.id });
    return true;
  };
};

/** A whole resource stands where others refer: `Bundle.entry[0].resource`. */
const inline = (place: ValuePlace): Extractor => {
  const { target } = holdersAt(place).of(undefined);
  return (value, out) => {
    if (!isObject(value) || typeof value.resourceType !== 'string' || typeof value.id !== 'string') return false;
    addTok(out, target(`${value.resourceType}/${value.id}`));
    return true;
  };
};

export const extractReference: SearchType['extract'] = {
  Reference: reference,
  canonical: text,
  uri: text,
  Resource: inline,
};

function addTarget(read: ReferenceText, { target }: Holder, out: Collected): void {
  addTok(out, target(read.key));
  if (read.versioned !== undefined) addTok(out, target(read.versioned));
}

interface Local {
  readonly holder: Holder;
  readonly out: Collected;
  readonly key: bigint;
}

function noteLocal(element: JsonObject, read: ReferenceText, { holder, out, key }: Local): void {
  const known = out.references.get(element);
  if (known) known.parameters.push(holder.parameter.id);
  else out.references.set(element, { tk: key, parameters: [holder.parameter.id] });
  if (read.type === 'Patient' && !read.key.includes('#')) out.patients.push({ code: holder.parameter.code, key });
}

interface Identified {
  readonly holder: Holder;
  readonly place: ValuePlace;
  readonly out: Collected;
}

function addIdentifier(identifier: JsonObject, { holder, place, out }: Identified): boolean {
  const { value, system }: { value?: JsonValue; system?: JsonValue } = identifier;
  if (typeof value !== 'string') return false;
  addTok(out, holder.identifier(value), place.keys.system(typeof system === 'string' ? system : undefined));
  return true;
}
