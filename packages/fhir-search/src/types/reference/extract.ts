/** Index rows of references: the target, its version when named, the identifier of a logical reference. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { addTok, type Collected } from '../../extract/collected.ts';
import type { Parameter } from '../../parameters/parameter.ts';
import type { Extractor } from '../search-type.ts';
import { type ReferenceText, readReference } from './reference-text.ts';

const reference: Extractor = (value, { parameter }, out) => {
  if (!isObject(value)) return false;
  const read = typeof value.reference === 'string' ? readReference(value.reference, out.base) : undefined;
  const type = read?.type ?? (typeof value.type === 'string' ? value.type : undefined);
  const owner = (type && parameter.routes.get(type)) || parameter;
  let found = addIdentifier(value.identifier, owner, out);
  if (read && !read.key.startsWith('#')) {
    addTarget(read, owner, out);
    if (read.local) noteLocal(value, { ...read.local, owner, out });
    found = true;
  }
  if (found) out.present.add(owner.id);
  return false;
};

const text: Extractor = (value, { parameter }, out) => {
  if (typeof value !== 'string') return false;
  const read = readReference(value, out.base);
  addTarget(read, (read.type && parameter.routes.get(read.type)) || parameter, out);
  return true;
};

/** A whole resource stands where others refer: `Bundle.entry[0].resource`. */
const inline: Extractor = (value, { parameter }, out) => {
  if (!isObject(value) || typeof value.resourceType !== 'string' || typeof value.id !== 'string') return false;
  addTarget({ key: `${value.resourceType}/${value.id}` }, parameter, out);
  return true;
};

export const extractReference: Readonly<Record<string, Extractor>> = {
  Reference: reference,
  canonical: text,
  uri: text,
  Resource: inline,
};

function addTarget(read: ReferenceText, owner: Parameter, out: Collected): void {
  addTok(out, out.keys.of('reference', owner, read.key));
  if (read.versioned !== undefined) addTok(out, out.keys.of('reference', owner, read.versioned));
}

interface Local {
  readonly type: string;
  readonly id: string;
  readonly owner: Parameter;
  readonly out: Collected;
}

function noteLocal(element: JsonObject, { type, id, owner, out }: Local): void {
  const known = out.references.get(element);
  if (known) known.push(owner.id);
  else out.references.set(element, [owner.id]);
  if (type === 'Patient') out.patients.push({ code: owner.code, key: out.keys.resource(type, id) });
}

function addIdentifier(identifier: JsonValue | undefined, owner: Parameter, out: Collected): boolean {
  if (!isObject(identifier) || typeof identifier.value !== 'string') return false;
  const system = typeof identifier.system === 'string' ? identifier.system : undefined;
  addTok(out, out.keys.of('identifier', owner, identifier.value), out.keys.system(system));
  return true;
}
