/** What each kind of bundle means to an import: https://hl7.org/fhir/R4/bundle.html */
import { bundleWrites, type WriteCall } from '@charthouse/fhir-api';
import { isObject, type JsonValue, type OutcomeError, outcomes, type Resource } from '@charthouse/fhir-model';
import { upsert } from './upsert.ts';

interface Meaning {
  /** `all`: everything or nothing. */
  readonly takes: 'all' | 'each';
  calls(bundle: Resource): (WriteCall | OutcomeError)[];
}

const asked = (bundle: Resource) => bundleWrites(bundle, '');
const kept = (bundle: Resource) => (Array.isArray(bundle.entry) ? bundle.entry : []).map(entryUpsert);

const meanings: Readonly<Record<string, Meaning>> = {
  transaction: { takes: 'all', calls: asked },
  batch: { takes: 'each', calls: asked },
  collection: { takes: 'each', calls: kept },
  document: { takes: 'each', calls: kept },
  searchset: { takes: 'each', calls: kept },
};

/** @throws OutcomeError when a bundle of this type cannot be imported */
export function takesOfBundle(bundle: Resource): Meaning['takes'] {
  return meaningOf(bundle).takes;
}

/** One for each entry, in their order. */
export function callsOfBundle(bundle: Resource): (WriteCall | OutcomeError)[] {
  return meaningOf(bundle).calls(bundle);
}

function meaningOf(bundle: Resource): Meaning {
  const meaning = meanings[String(bundle.type)];
  if (meaning) return meaning;
  const known = Object.keys(meanings).join(', ');
  throw outcomes.badRequest(
    `A bundle of type "${String(bundle.type)}" cannot be imported; these can: ${known}.`,
    'Bundle.type',
  );
}

function entryUpsert(entry: JsonValue, index: number): WriteCall | OutcomeError {
  const place = `Bundle.entry[${index}].resource`;
  const resource = isObject(entry) ? entry.resource : undefined;
  if (!isObject(resource) || typeof resource.resourceType !== 'string')
    return outcomes.badRequest('The entry has no resource.', place);
  const fullUrl = isObject(entry) ? entry.fullUrl : undefined;
  return { ...upsert(resource as Resource, place), ...(typeof fullUrl === 'string' && { fullUrl }) };
}
