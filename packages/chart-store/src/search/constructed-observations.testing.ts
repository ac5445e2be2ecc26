/** Observations with what generated ones lack: ranges, comparators, partial dates, far years, several systems, logical references. */
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

export const observations = [
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
  observation({ valueQuantity: quantity(0.005_449, 'g') }),
  observation({ valueQuantity: quantity(0.005_451, 'g') }),
  observation({ valueQuantity: quantity(Number('0.1234567890123456789'), 'g') }),
  observation({ valueQuantity: quantity(104, 'g') }),
];
