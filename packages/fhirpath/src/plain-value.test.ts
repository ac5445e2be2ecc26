import { expect, it } from 'vitest';
import { compile, plainValue, resourceElement } from './index.ts';

const patient = resourceElement({
  resourceType: 'Patient',
  birthDate: '1980-02',
  _birthDate: { id: 'b' },
  contact: [{ name: { text: 'Ann' } }],
});
const values = (text: string) => compile(text).evaluate([patient!]).map(plainValue);

it.each([
  ['1', { type: 'integer', value: 1 }],
  ['1.50', { type: 'decimal', value: 1.5, literal: '1.50' }],
  ["'a'", { type: 'string', value: 'a' }],
  ['true', { type: 'boolean', value: true }],
  ['@2020-01', { type: 'date', value: '2020-01' }],
  ['@2020-01-01T10:00', { type: 'dateTime', value: '2020-01-01T10:00' }],
  ['@T10:00', { type: 'time', value: '10:00' }],
  [
    "4 'mg'",
    {
      type: 'Quantity',
      value: { value: 4, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' },
      literal: '4',
    },
  ],
  ['4 days', { type: 'Quantity', value: { value: 4, unit: 'days' }, literal: '4' }],
  ['birthDate', { type: 'date', value: '1980-02', extras: { id: 'b' } }],
  ['contact', { type: 'Patient.contact', value: { name: { text: 'Ann' } } }],
  ['birthDate.type()', { type: 'string', value: 'FHIR.date' }],
])('%s is given as FHIR has it', (text, expected) => expect(values(text)).toEqual([expected]));
