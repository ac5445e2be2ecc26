/**
 * An order in which few references point at something that is not there yet. Only a matter of speed: what comes too early
 * waits for the end of the import.
 */

/** Referred to by many, referring to few. */
const first: readonly string[] = [
  'Organization', 'Location', 'HealthcareService', 'Endpoint', 'Practitioner', 'PractitionerRole', 'Substance', 'Medication',
  'Device', 'Patient', 'Person', 'RelatedPerson', 'Group', 'CareTeam', 'Coverage', 'EpisodeOfCare', 'Appointment', 'Encounter',
  'Condition', 'Specimen', 'ServiceRequest', 'Goal', 'Procedure', 'Observation', 'MedicationRequest', 'ImagingStudy',
]; // biome-ignore format: one table

/** Written by those who refer to what others wrote. */
const last: readonly string[] = [
  'DiagnosticReport',
  'CarePlan',
  'Claim',
  'ExplanationOfBenefit',
  'DocumentReference',
  'Composition',
  'List',
  'Provenance',
  'AuditEvent',
];

/** Synthea's bundles of hospitals and practitioners, which its patients refer to by condition. */
const foundations = /^(hospital|practitioner)Information/;

function rank(name: string): number {
  if (foundations.test(name)) return name.startsWith('hospital') ? -2 : -1;
  const type = /^[A-Z][A-Za-z]+/.exec(name)?.[0] ?? '';
  const early = first.indexOf(type);
  if (early >= 0) return early;
  const late = last.indexOf(type);
  return late >= 0 ? 1_000 + late : 500;
}

/** Compares file names without folders, such as `Patient.000.ndjson`. */
export function byDependence(a: string, b: string): number {
  return rank(a) - rank(b);
}
