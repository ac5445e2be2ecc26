/** integer, positiveInt, unsignedInt (32 bits) and decimal. https://hl7.org/fhir/R4/datatypes.html#integer */
import { shown } from '../words.ts';
import { type PrimitiveFormat, wrongKind } from './format.ts';

const largest = 2 ** 31 - 1;
const due = 'a number without quotes';

function integers(type: string, least: number): PrimitiveFormat {
  return {
    type,
    integral: true,
    accepts: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= largest,
    problem: (value) =>
      typeof value === 'number'
        ? `${shown(value)} is not a whole number from ${least} to ${largest}.`
        : wrongKind(value, type, due),
  };
}

export const numbers: readonly PrimitiveFormat[] = [
  integers('integer', -(2 ** 31)),
  integers('unsignedInt', 0),
  integers('positiveInt', 1),
  {
    type: 'decimal',
    accepts: (value) => typeof value === 'number' && Number.isFinite(value),
    problem: (value) =>
      typeof value === 'number' ? 'The number is too large to be kept exactly.' : wrongKind(value, 'decimal', due),
  },
];
