/** Labels that a resource gives to a patient, and so to the whole chart. */
import type { PatientLabel, Resource } from '@charthouse/fhir-model';
import { codings, objects, patientId, referenceOf, tokenOf } from '../elements.ts';
import { labelOf } from './label-of.ts';
import { ofPatients } from './vocabulary.ts';

/** What an encounter says of its patient: https://terminology.hl7.org/CodeSystem-v3-EncounterSpecialCourtesy */
const courtesies: Readonly<Record<string, string>> = {
  'http://terminology.hl7.org/CodeSystem/v3-EncounterSpecialCourtesy|VIP': 'CEL',
  'http://terminology.hl7.org/CodeSystem/v3-EncounterSpecialCourtesy|STF': 'EMP',
};

/** From `Patient.meta.security`, from active Flags, from courtesies of Encounters, and from a Person who is both patient and practitioner (staff). */
export function patientLabels(resource: Resource): readonly PatientLabel[] {
  const labelled = (patient: string | undefined, labels: readonly string[]) =>
    patient === undefined
      ? []
      : [...new Set(labels)].filter((label) => ofPatients.includes(label)).map((label) => ({ patient, label }));
  if (resource.resourceType === 'Patient')
    return labelled(
      resource.id,
      objects(resource.meta?.security).flatMap((coding) => labelOf(coding) ?? []),
    );
  if (resource.resourceType === 'Flag' && resource.status === 'active')
    return labelled(
      patientId(resource.subject),
      codings(resource.code).flatMap((coding) => labelOf(coding) ?? []),
    );
  if (resource.resourceType === 'Encounter' && resource.status !== 'entered-in-error')
    return labelled(
      patientId(resource.subject),
      objects(resource.hospitalization)
        .flatMap(({ specialCourtesy }) => codings(specialCourtesy))
        .flatMap((coding) => courtesies[tokenOf(coding)] ?? []),
    );
  if (resource.resourceType === 'Person' && resource.active !== false) return ofStaff(resource);
  return [];
}

function ofStaff(person: Resource): readonly PatientLabel[] {
  const targets = objects(person.link).map(({ target }) => target);
  const works = targets.some((target) => /^Practitioner(Role)?\//.test(referenceOf(target) ?? ''));
  return works
    ? targets.flatMap((target) => patientId(target) ?? []).map((patient) => ({ patient, label: 'EMP' }))
    : [];
}
