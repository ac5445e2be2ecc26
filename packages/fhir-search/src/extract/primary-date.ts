/** The parameter whose date orders the resources of a type: `sd` of its index rows, and the default order of a search. */

/** Code of a search parameter of type date; types not named here have `date` when there is one. */
const named: Readonly<Record<string, string>> = {
  Account: 'period',
  AuditEvent: 'date',
  Claim: 'created',
  ClaimResponse: 'created',
  Communication: 'sent',
  CommunicationRequest: 'authored',
  Condition: 'onset-date',
  Coverage: '_lastUpdated',
  CoverageEligibilityRequest: 'created',
  CoverageEligibilityResponse: 'created',
  DetectedIssue: 'identified',
  DeviceRequest: 'authored-on',
  DocumentManifest: 'created',
  ExplanationOfBenefit: 'created',
  Goal: 'start-date',
  ImagingStudy: 'started',
  MedicationAdministration: 'effective-time',
  MedicationDispense: 'whenhandedover',
  MedicationRequest: 'authoredon',
  MedicationStatement: 'effective',
  Media: 'created',
  Patient: 'birthdate',
  PaymentNotice: 'created',
  PaymentReconciliation: 'created',
  Person: 'birthdate',
  Provenance: 'recorded',
  QuestionnaireResponse: 'authored',
  RelatedPerson: 'birthdate',
  ServiceRequest: 'authored',
  Slot: 'start',
  Specimen: 'collected',
  Task: 'authored-on',
};

export function primaryDateOf(type: string): string {
  return named[type] ?? 'date';
}
