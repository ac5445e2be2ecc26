/** Search parameters whose expression is a question, not a path. */
import type { Resource } from '@charthouse/fhir-model';

/** By URL of the definition. */
export const computed: Readonly<Record<string, (resource: Resource) => boolean>> = {
  /** `Patient.deceased.exists() and Patient.deceased != false` */
  'http://hl7.org/fhir/SearchParameter/Patient-deceased': (patient) =>
    patient.deceasedBoolean === true || typeof patient.deceasedDateTime === 'string',
};
