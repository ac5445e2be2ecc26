/** What an Encounter, a Patient or a document passes on to the access class of what belongs to it, and to what a resource belongs. */
import { facilityOf, labelOf, patientOf, statesOf } from '@charthouse/access';
import { isObject, type JsonValue, type Resource } from '@charthouse/fhir-model';
import { contentAddresses } from '@charthouse/fhir-search';

/** Names of the resources that a resource inherits from. */
export interface Parents {
  readonly encounters: readonly string[];
  readonly patient?: string;
  /** Of a Binary: what it is part of. */
  readonly context?: string;
}

export function parentsOf(resource: Resource): Parents {
  const { resourceType, encounter, context, securityContext } = resource;
  const within = isObject(context) ? [context, ...list(context.encounter)] : [];
  const encounters = [...list(encounter), ...within].flatMap((one) => nameOf(one, /^Encounter\/[^/]+$/));
  const patient = resourceType === 'Patient' ? undefined : patientOf(resource);
  const [document] = resourceType === 'Binary' ? nameOf(securityContext, /^[A-Z]\w+\/[^/]+$/) : [];
  return {
    encounters: [...new Set(encounters)],
    ...(patient !== undefined && { patient: `Patient/${patient}` }),
    ...(document !== undefined && { context: document }),
  };
}

/** What others have from it, as text that can be compared; undefined: nothing is inherited from its type. */
export function bequestOf(resource: Resource | undefined): string | undefined {
  if (resource?.resourceType === 'Patient') return JSON.stringify([statesOf(resource), resource.birthDate]);
  if (resource?.resourceType === 'Encounter')
    return JSON.stringify([statesOf(resource), facilityOf(resource), ownLabels(resource)]);
  // Of a Binary: with what rules find in the document, and its being a draft.
  if (resource?.resourceType !== 'DocumentReference') return undefined;
  const { meta, ...said } = resource;
  return JSON.stringify([said, meta?.security ?? [], meta?.tag ?? [], meta?.source ?? '']);
}

/** `Binary/id` of what a document names by its address: perhaps on another server. */
export function contentNames(resource: Resource): string[] {
  return contentAddresses(resource).flatMap(
    (address) => /(?:^|\/)(Binary\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(address)?.[1] ?? [],
  );
}

/** Those that somebody put on it: what rules find in an encounter is not in all that happened there. */
export function ownLabels({ meta }: Resource): string[] {
  return list(meta?.security).flatMap((coding) => {
    const label = isObject(coding) ? labelOf(coding) : undefined;
    return label === undefined ? [] : [label];
  });
}

function nameOf(reference: JsonValue | undefined, wanted: RegExp): string[] {
  const text = isObject(reference) && typeof reference.reference === 'string' ? reference.reference : '';
  const name = text.replace(/\/_history\/.*/, '');
  return wanted.test(name) ? [name] : [];
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
