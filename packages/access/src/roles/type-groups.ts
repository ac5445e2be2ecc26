/** Every type of resource in one group: what roles are granted. A new type that is in none is granted to nobody. */

/** Who is who: the patient index. */
export const index = ['Patient', 'RelatedPerson', 'Person', 'Linkage'];
/** Where and when. */
export const visits = ['Encounter', 'EpisodeOfCare', 'Appointment', 'AppointmentResponse', 'Flag', 'CareTeam'];
/** What was found, done and given. */
export const clinical = [
  'AdverseEvent', 'AllergyIntolerance', 'BiologicallyDerivedProduct', 'BodyStructure', 'CarePlan', 'ClinicalImpression',
  'Condition', 'DetectedIssue', 'Device', 'DeviceMetric', 'DeviceRequest', 'DeviceUseStatement', 'DiagnosticReport',
  'FamilyMemberHistory', 'Goal', 'GuidanceResponse', 'ImagingStudy', 'Immunization', 'ImmunizationEvaluation',
  'ImmunizationRecommendation', 'Media', 'MedicationAdministration', 'MedicationDispense', 'MedicationRequest',
  'MedicationStatement', 'MolecularSequence', 'NutritionOrder', 'Observation', 'Procedure', 'RequestGroup',
  'RiskAssessment', 'ServiceRequest', 'Specimen', 'SupplyDelivery', 'SupplyRequest', 'VisionPrescription',
]; // biome-ignore format: one table
/** What was written. */
export const documents = [
  'Binary', 'Bundle', 'Composition', 'DocumentManifest', 'DocumentReference', 'List', 'QuestionnaireResponse',
]; // biome-ignore format: one table
/** What is to be done. */
export const work = ['Basic', 'Communication', 'CommunicationRequest', 'MessageHeader', 'Parameters', 'Task'];
/** What is charged, claimed and paid. */
export const money = [
  'Account', 'ChargeItem', 'Claim', 'ClaimResponse', 'Contract', 'Coverage', 'CoverageEligibilityRequest',
  'CoverageEligibilityResponse', 'EnrollmentRequest', 'EnrollmentResponse', 'ExplanationOfBenefit', 'Invoice',
  'PaymentNotice', 'PaymentReconciliation',
]; // biome-ignore format: one table
/** What the patient decided. */
export const consents = ['Consent'];
/** Who did what, and who looked. */
export const traces = ['AuditEvent', 'Provenance', 'VerificationResult'];
/** What groups of patients show. */
export const studies = ['Group', 'MeasureReport', 'ResearchSubject'];

/** People, places and services of the organisation: of no patient. */
export const directory = [
  'Endpoint', 'HealthcareService', 'InsurancePlan', 'Location', 'Organization', 'OrganizationAffiliation',
  'Practitioner', 'PractitionerRole', 'Schedule', 'Slot',
]; // biome-ignore format: one table
/** Definitions and terminology: of no patient. */
export const knowledge = [
  'ActivityDefinition', 'CapabilityStatement', 'CatalogEntry', 'ChargeItemDefinition', 'CodeSystem',
  'CompartmentDefinition', 'ConceptMap', 'DeviceDefinition', 'EffectEvidenceSynthesis', 'EventDefinition', 'Evidence',
  'EvidenceVariable', 'ExampleScenario', 'GraphDefinition', 'ImplementationGuide', 'Library', 'Measure', 'Medication',
  'MedicationKnowledge', 'MedicinalProduct', 'MedicinalProductAuthorization', 'MedicinalProductContraindication',
  'MedicinalProductIndication', 'MedicinalProductIngredient', 'MedicinalProductInteraction',
  'MedicinalProductManufactured', 'MedicinalProductPackaged', 'MedicinalProductPharmaceutical',
  'MedicinalProductUndesirableEffect', 'MessageDefinition', 'NamingSystem', 'ObservationDefinition',
  'OperationDefinition', 'OperationOutcome', 'PlanDefinition', 'Questionnaire', 'ResearchDefinition',
  'ResearchElementDefinition', 'ResearchStudy', 'RiskEvidenceSynthesis', 'SearchParameter', 'SpecimenDefinition',
  'StructureDefinition', 'StructureMap', 'Substance', 'SubstanceNucleicAcid', 'SubstancePolymer', 'SubstanceProtein',
  'SubstanceReferenceInformation', 'SubstanceSourceMaterial', 'SubstanceSpecification', 'TerminologyCapabilities',
  'TestReport', 'TestScript', 'ValueSet',
]; // biome-ignore format: one table
/** What makes the server act: of no patient, but its criteria may tell of one. */
export const machinery = ['Subscription'];

export const typeGroups = {
  index, visits, clinical, documents, work, money, consents, traces, studies, directory, knowledge, machinery,
} as const; // biome-ignore format: one table

/** The chart: everything that is about a patient, but who looked at it. */
export const chart = [...index, ...visits, ...clinical, ...documents, ...work, ...consents];

/** Types whose resources belong to no patient, so that no reach limits them. */
export const ofNobody: ReadonlySet<string> = new Set([...directory, ...knowledge, ...machinery]);
