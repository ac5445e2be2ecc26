/** The statements that reference parameters become; a changed plan shows in the file beside. */
import { expect, test } from 'vitest';
import { pagesOf } from '../../golden.testing.ts';

const cases: readonly string[] = [
  'Observation?patient=Patient/1',
  'Observation?subject=Patient/1',
  'Observation?subject=1',
  'Observation?subject:Group=1',
  'Observation?patient=1&code=a',
  'Observation?subject:identifier=urn:mrn|1',
  'Observation?subject=http://other.org/fhir/Patient/1',
  'QuestionnaireResponse?questionnaire=http://example.org/q|1',
  'QuestionnaireResponse?questionnaire.status=active',
  'Questionnaire?_has:QuestionnaireResponse:questionnaire:status=completed',
  'Observation?patient.name=ann',
  'Observation?subject:Patient.organization.name=north',
  'Patient?_has:Observation:patient:code=a',
  'Patient?_has:Observation:patient:_has:AuditEvent:entity:agent=Practitioner/1',
];

test('reference parameters become keys and ranges that indexes serve', async () => {
  await expect(pagesOf(cases)).toMatchFileSnapshot('./reference.sql');
});
