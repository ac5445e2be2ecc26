/** Who wrote a resource: the search parameter that tells, by type. A reach of what somebody authored is planned by it. */

export const authorParameters: Readonly<Record<string, string>> = {
  ClinicalImpression: 'assessor',
  Communication: 'sender',
  Composition: 'author',
  DiagnosticReport: 'performer',
  DocumentManifest: 'author',
  DocumentReference: 'author',
  Observation: 'performer',
  QuestionnaireResponse: 'author',
};
