/** What policies ask about a resource, read from itself: what the store keeps in rows. */
import { type AccessClass, eachReference, isObject, type JsonValue, type Resource } from '@charthouse/fhir-model';
import { authorParameters } from './care/authors.ts';
import type { ConsentFacts } from './consent/consent-allows.ts';
import { objects, patientId, referenceOf, text, tokenOf } from './elements.ts';
import { periodOf } from './instant.ts';
import { clinicalPeriod } from './labels/clinical-date.ts';

/** All but who refers to it. */
export function factsOf(resource: Resource, accessClass: AccessClass): Omit<ConsentFacts, 'referredFrom'> {
  const refersTo = new Set<string>();
  eachReference(resource, (element) => {
    const reference = referenceOf(element);
    if (reference) refersTo.add(reference);
  });
  const { from, to } = periodOf(clinicalPeriod(resource));
  return {
    type: resource.resourceType,
    id: resource.id ?? '',
    class: accessClass,
    classes: classesOf(resource),
    codes: [...codesOf(resource, new Set())],
    ...((from !== undefined || to !== undefined) && { date: { from: from ?? to!, to: to ?? Number.MAX_SAFE_INTEGER } }),
    authors: authorsOf(resource),
    refersTo: [...refersTo],
  };
}

/** Id of the patient that it is about. */
export function patientOf(resource: Resource): string | undefined {
  if (resource.resourceType === 'Patient') return resource.id;
  const { subject, patient, for: whom, beneficiary, individual } = resource;
  return [subject, patient, whom, beneficiary, individual].map(patientId).find((id) => id !== undefined);
}

/** Its profiles, and the content types and formats of its documents. */
function classesOf(resource: Resource): readonly string[] {
  const profiles = Array.isArray(resource.meta?.profile) ? resource.meta.profile : [];
  const contents = [resource, ...objects(resource.content).flatMap(({ attachment }) => objects(attachment))];
  return [
    ...profiles.map((profile) => `urn:ietf:rfc:3986|${String(profile).split('|')[0]}`),
    ...contents.flatMap(({ contentType }) =>
      typeof contentType === 'string' ? [`urn:ietf:bcp:13|${contentType}`] : [],
    ),
  ];
}

function codesOf(value: JsonValue | undefined, found: Set<string>): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value) codesOf(item, found);
  else if (isObject(value)) {
    if (text(value.code) !== undefined && (value.system === undefined || typeof value.system === 'string'))
      found.add(tokenOf(value));
    for (const key in value) if (key !== 'meta') codesOf(value[key], found);
  }
  return found;
}

/** References to who wrote it: the element has the name of the parameter. */
function authorsOf(resource: Resource): readonly string[] {
  const element = authorParameters[resource.resourceType];
  return element === undefined ? [] : objects(resource[element]).flatMap((one) => referenceOf(one) ?? []);
}
