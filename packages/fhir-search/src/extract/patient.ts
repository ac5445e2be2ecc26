/** The one patient a resource belongs to: its own, or the one its compartment parameters name. */

import type { Resource } from '@charthouse/fhir-model';
import { compartments } from '@charthouse/fhir-model/definitions';
import type { Keys } from '../keys.ts';
import type { Collected } from './collected.ts';

/** Whom the record is about, before those who only took part: where one of these names a patient, it belongs to no other. */
export const about: readonly string[] = ['patient', 'subject', 'beneficiary', 'individual'];

/** Types that are no part of the compartment and can be about one patient all the same. https://hl7.org/fhir/R4/compartmentdefinition-patient.html */
const beside: Readonly<Record<string, readonly string[]>> = {
  Contract: about,
  Device: about,
  GuidanceResponse: about,
  Task: about,
};

export function patientOf(resource: Resource, { out, keys }: { out: Collected; keys: Keys }): bigint | null {
  if (resource.resourceType === 'Patient') return resource.id ? keys.resource(`Patient/${resource.id}`) : null;
  const links = linksOf(resource.resourceType);
  if (!links) return null;
  const subjects = distinct(out, (code) => about.includes(code));
  if (subjects.size > 0) return only(subjects);
  return only(distinct(out, (code) => links.includes(code)));
}

/** Codes of the parameters that can tell the patient of a resource of a type. */
export function namingPatients(type: string): readonly string[] {
  const links = linksOf(type);
  return links ? [...new Set([...about, ...links])] : [];
}

function linksOf(type: string): readonly string[] | undefined {
  return compartments.Patient?.[type] ?? beside[type];
}

function distinct(out: Collected, wanted: (code: string) => boolean): Set<bigint> {
  return new Set(out.patients.filter(({ code }) => wanted(code)).map(({ key }) => key));
}

function only(keys: ReadonlySet<bigint>): bigint | null {
  return keys.size === 1 ? [...keys][0]! : null;
}
