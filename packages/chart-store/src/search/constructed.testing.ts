/** Resources with what generated patients lack: ranges, comparators, partial dates, far years, several patients, logical references. */
import type { Resource } from '@charthouse/fhir-model';
import { observations } from './constructed-observations.testing.ts';

const loinc = 'http://loinc.org';
const ucum = 'http://unitsofmeasure.org';
const patient = (id: string) => ({ reference: `Patient/${id}` });
const code = (value: string, display?: string, system = loinc) => ({
  coding: [{ system, code: value, ...(display && { display }) }],
});
const quantity = (value: number, unit: string, more: object = {}) => ({
  value,
  unit,
  system: ucum,
  code: unit,
  ...more,
});

const patients = [
  {
    id: 'p1',
    identifier: [
      {
        system: 'urn:mrn',
        value: 'A1',
        type: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }],
          text: 'Medical record',
        },
      },
      { value: 'no-system' },
    ],
    name: [{ family: 'Ångström', given: ['Zoë', 'Ann'], text: 'Zoë Ann Ångström' }],
    gender: 'female',
    birthDate: '1980-05',
    telecom: [
      { system: 'phone', value: '+1 555 0100' },
      { system: 'email', value: 'Zoe@Example.org' },
    ],
    generalPractitioner: [{ reference: 'Practitioner/d1' }],
    managingOrganization: { reference: 'Organization/org1' },
    deceasedBoolean: false,
    address: [{ city: 'New York', line: ['1 Main_Street 100%'], postalCode: '10001' }],
    meta: {
      tag: [{ system: 'urn:tag', code: 'vip' }],
      security: [{ system: 'urn:sec', code: 'R' }],
      profile: ['http://example.org/profile|1.0'],
      source: 'http://example.org/source/a',
    },
  },
  {
    id: 'p2',
    name: [{ family: 'angstrom' }, { family: 'Zeta' }],
    gender: 'male',
    birthDate: '1900',
    deceasedDateTime: '1999-12-31T23:59:59-05:00',
    identifier: [{ system: 'urn:mrn', value: 'a1' }],
    link: [{ other: patient('p1'), type: 'seealso' }],
  },
  { id: 'p3', name: [{ text: 'Only, Text' }], birthDate: '1899-12-31', gender: 'unknown', deceasedBoolean: true },
  {
    id: 'p4',
    extension: [{ url: 'http://example.org/ref', valueReference: { reference: 'Organization/org1' } }],
    contained: [{ resourceType: 'Organization', id: 'in', partOf: { reference: 'Organization/org2' } }],
    managingOrganization: { reference: '#in' },
  },
];

const others = [
  {
    resourceType: 'Practitioner',
    id: 'd1',
    name: [{ family: 'House', given: ['Greg'] }],
    identifier: [{ system: 'urn:npi', value: '1' }],
  },
  { resourceType: 'Organization', id: 'org1', name: 'North Hospital', partOf: { reference: 'Organization/org2' } },
  { resourceType: 'Organization', id: 'org2', name: 'North Trust', alias: ['NT'] },
  {
    resourceType: 'Group',
    id: 'g1',
    type: 'person',
    actual: true,
    member: [{ entity: patient('p1') }, { entity: patient('p2') }],
    characteristic: [
      { code: code('age'), valueBoolean: true, exclude: false },
      { code: code('sex'), valueCodeableConcept: code('f'), exclude: false },
    ],
  },
  {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    class: { system: 'urn:class', code: 'AMB' },
    subject: patient('p1'),
    period: { start: '2020-01-01', end: '2020-01-10' },
    length: quantity(30, 'min'),
  },
  {
    resourceType: 'Encounter',
    id: 'e2',
    status: 'in-progress',
    class: { system: 'urn:class', code: 'IMP' },
    subject: patient('p2'),
    period: { start: '2020-01-05T12:00:00+02:00' },
    partOf: { reference: 'Encounter/e1' },
    length: quantity(2, 'h'),
  },
  {
    resourceType: 'RiskAssessment',
    id: 'ra1',
    status: 'final',
    subject: patient('p1'),
    prediction: [{ probabilityDecimal: 0.5 }, { probabilityRange: { low: { value: 0.1 }, high: { value: 0.2 } } }],
  },
  {
    resourceType: 'RiskAssessment',
    id: 'ra2',
    status: 'final',
    subject: patient('p2'),
    prediction: [{ probabilityDecimal: 0.05 }],
  },
  { resourceType: 'ValueSet', id: 'v1', status: 'active', url: 'http://example.org/fhir/ValueSet/a', version: '1' },
  { resourceType: 'ValueSet', id: 'v2', status: 'draft', url: 'http://example.org/fhir/ValueSet/a/b', version: '2' },
  { resourceType: 'ValueSet', id: 'v3', status: 'draft', url: 'urn:oid:1.2.3' },
  {
    resourceType: 'Invoice',
    id: 'i1',
    status: 'issued',
    subject: patient('p1'),
    totalGross: { value: 10.5, currency: 'EUR' },
    recipient: patient('p2'),
  },
  {
    resourceType: 'Invoice',
    id: 'i2',
    status: 'issued',
    subject: patient('p2'),
    totalGross: { value: 10.5, currency: 'USD' },
  },
  {
    resourceType: 'DocumentReference',
    id: 'dr1',
    status: 'current',
    subject: patient('p1'),
    content: [],
    relatesTo: [{ code: 'replaces', target: { reference: 'DocumentReference/dr2' } }],
  },
  {
    resourceType: 'DocumentReference',
    id: 'dr2',
    status: 'superseded',
    subject: patient('p1'),
    content: [],
    relatesTo: [{ code: 'appends', target: { reference: 'DocumentReference/dr1' } }],
  },
  {
    resourceType: 'QuestionnaireResponse',
    id: 'qr1',
    status: 'completed',
    questionnaire: 'http://example.org/Questionnaire/q|2.0',
    subject: patient('p1'),
    authored: '2020-05-05',
  },
  {
    resourceType: 'MolecularSequence',
    id: 'ms1',
    coordinateSystem: 0,
    referenceSeq: {
      chromosome: code('21'),
      referenceSeqId: code('NC_1'),
      windowStart: 10,
      windowEnd: 20,
      strand: 'watson',
    },
    variant: [
      { start: 12, end: 14 },
      { start: 100, end: 110 },
    ],
  },
  {
    resourceType: 'Location',
    id: 'l1',
    status: 'active',
    name: 'Boston',
    position: { latitude: 42.256, longitude: -71.06 },
  },
  {
    resourceType: 'Location',
    id: 'l2',
    status: 'active',
    name: 'Cambridge',
    position: { latitude: 42.3736, longitude: -71.1097 },
  },
  {
    resourceType: 'Location',
    id: 'l3',
    status: 'active',
    name: 'Across the date line',
    position: { latitude: 0, longitude: 179.99 },
  },
  {
    resourceType: 'List',
    id: 'li1',
    status: 'current',
    mode: 'working',
    subject: patient('p1'),
    entry: [{ item: { reference: 'Patient/p2' } }, { item: { reference: 'Observation/o1' } }],
  },
];

/** In the order in which they are written. */
export const constructed: readonly Resource[] = [
  ...others.filter(({ resourceType }) => ['Organization', 'Practitioner', 'Group', 'Location'].includes(resourceType)),
  ...patients.map((more) => ({ resourceType: 'Patient', ...more })),
  ...observations,
  ...others.filter(({ resourceType }) => !['Organization', 'Practitioner', 'Group', 'Location'].includes(resourceType)),
];
