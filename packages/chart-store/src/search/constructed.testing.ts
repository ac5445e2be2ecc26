/** Resources with what generated patients lack: ranges, comparators, partial dates, far years, several patients, logical references. */
import type { Resource } from '@charthouse/fhir-model';

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

let made = 0;
const observation = (more: object, subject = patient('p1')) => ({
  resourceType: 'Observation',
  id: `o${++made}`,
  status: 'final',
  code: code('2345-7', 'Glucose'),
  subject,
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

const observations = [
  observation({ effectiveDateTime: '2020-02-29', valueQuantity: quantity(5.4, 'mg/dL') }),
  observation({ effectiveDateTime: '2020', valueQuantity: quantity(54, 'mg/L') }),
  observation({ effectiveDateTime: '2020-02', valueQuantity: quantity(5.4, 'mg/dL', { comparator: '<' }) }),
  observation({ effectiveDateTime: '2020-02-29T10:00:00Z', valueQuantity: quantity(100, 'g', { comparator: '>=' }) }),
  observation({
    effectiveDateTime: '2020-02-29T10:00:00.500+05:30',
    valueQuantity: { value: 0.1, unit: 'kg', system: ucum, code: 'kg' },
  }),
  observation({
    effectivePeriod: { start: '2019-12-31T23:00:00Z', end: '2020-01-01T01:00:00Z' },
    valueQuantity: { value: 7, unit: 'spoons' },
  }),
  observation({
    effectivePeriod: { start: '2010' },
    valueQuantity: { value: 99.5, unit: 'x', system: 'urn:other', code: 'x' },
  }),
  observation({ effectivePeriod: { end: '1850-06' }, valueQuantity: quantity(100.5, 'g') }),
  observation({
    effectiveTiming: {
      event: ['2021-01-01', '2021-03-01'],
      repeat: { boundsPeriod: { start: '2020-12-01', end: '2021-02' } },
    },
    valueRange: { low: quantity(1, 'g'), high: quantity(2, 'g') },
  }),
  observation({ effectiveInstant: '9999-12-31T23:59:59.999Z', valueString: 'Größe: 1%_\\' }),
  observation({
    effectiveDateTime: '0001-01-01',
    valueCodeableConcept: { ...code('A', 'Alpha', 'urn:s1'), text: 'Alphabet' },
  }),
  observation(
    {
      valueCodeableConcept: {
        coding: [{ system: 'urn:s1', code: 'dup' }, { system: 'urn:s2', code: 'dup' }, { code: 'dup' }],
      },
    },
    patient('p2'),
  ),
  observation(
    {
      valueDateTime: '2020-02-29',
      code: {
        coding: [
          { system: loinc, code: '2345-7' },
          { system: 'urn:local', code: 'glu', display: 'glucose local' },
        ],
        text: 'Blood sugar',
      },
    },
    patient('p2'),
  ),
  observation(
    { valueSampledData: { origin: quantity(0, 'mV'), period: 10, factor: 2, dimensions: 1, data: '1 2 E 5' } },
    patient('p2'),
  ),
  observation({
    subject: { reference: 'Group/g1' },
    performer: [patient('p1'), patient('p3')],
    focus: [patient('p2')],
  }),
  observation({ subject: { identifier: { system: 'urn:mrn', value: 'A1' }, type: 'Patient' } }),
  observation({ subject: { reference: 'http://elsewhere.org/fhir/Patient/p1' } }),
  observation({
    subject: { reference: 'Patient/p1/_history/2' },
    status: 'amended',
    dataAbsentReason: code('unknown', 'Unknown', 'urn:dar'),
  }),
  observation({
    code: code('85354-9'),
    effectiveDateTime: '2020-03-01T00:00:00Z',
    component: [
      { code: code('8480-6'), valueQuantity: quantity(120, 'mm[Hg]') },
      { code: code('8462-4'), valueQuantity: quantity(80, 'mm[Hg]') },
    ],
  }),
  observation({
    code: code('85354-9'),
    component: [
      { code: code('8480-6'), valueQuantity: quantity(80, 'mm[Hg]') },
      { code: code('8462-4'), valueQuantity: quantity(120, 'mm[Hg]') },
    ],
  }),
  observation({ effectiveDateTime: '2020-02-29T10:00:00Z', valueQuantity: quantity(-5, 'Cel') }),
  observation({ effectiveDateTime: '2020-02-29T10:00:00Z', valueQuantity: quantity(310.15, 'K') }),
  observation({
    effectiveDateTime: '2020-12-31T23:59:59.999Z',
    valueQuantity: { value: 1e-7, unit: 'g', system: ucum, code: 'g' },
  }),
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
] as unknown as Resource[];
