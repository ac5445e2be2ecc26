import { expect, test } from 'vitest';
import { patientLabels } from './patient-labels.ts';

const courtesy = (code: string, status = 'in-progress') =>
  patientLabels({
    resourceType: 'Encounter',
    status,
    subject: { reference: 'Patient/p' },
    hospitalization: {
      specialCourtesy: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-EncounterSpecialCourtesy', code }] },
      ],
    },
  });

test('who is admitted as a person of public interest, or as staff, is watched over in the whole chart', () => {
  expect(courtesy('VIP')).toEqual([{ patient: 'p', label: 'CEL' }]);
  expect(courtesy('STF')).toEqual([{ patient: 'p', label: 'EMP' }]);
  expect(courtesy('NRM')).toEqual([]);
  expect(courtesy('VIP', 'entered-in-error')).toEqual([]);
});

test('a person who is both patient and practitioner is staff', () => {
  const link = ['Patient/p', 'Practitioner/d'].map((reference) => ({ target: { reference } }));
  expect(patientLabels({ resourceType: 'Person', link })).toEqual([{ patient: 'p', label: 'EMP' }]);
  expect(patientLabels({ resourceType: 'Person', link: link.slice(0, 1) })).toEqual([]);
  expect(patientLabels({ resourceType: 'Person', active: false, link })).toEqual([]);
});

test('a label on the patient, or on an active flag, counts for the whole chart', () => {
  const coding = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'CEL' };
  expect(patientLabels({ resourceType: 'Patient', id: 'p', meta: { security: [coding] } })).toHaveLength(1);
  const flag = { resourceType: 'Flag', subject: { reference: 'Patient/p' }, code: { coding: [coding] } };
  expect(patientLabels({ ...flag, status: 'active' })).toEqual([{ patient: 'p', label: 'CEL' }]);
  expect(patientLabels({ ...flag, status: 'inactive' })).toEqual([]);
});
