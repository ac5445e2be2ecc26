/** integer, positiveInt, unsignedInt (32 bits) and decimal. https://hl7.org/fhir/R4/datatypes.html#integer */
import { shown } from '../words.ts';
import { type PrimitiveFormat, wrongKind } from './format.ts';

const largest = 2 ** 31 - 1;

function integers(type: string, least: number): PrimitiveFormat {
  return {
    type,
    integral: true,
    problem(value) {
      if (typeof value !== 'number') return wrongKind(value, type, 'a number without quotes');
      if (Number.isInteger(value) && value >= least && value <= largest) return undefined;
      return `${shown(value)} is not a whole number from ${least} to ${largest}.`;
    },
  };
}

export const numbers: readonly PrimitiveFormat[] = [
  integers('integer', -(2 ** 31)),
  integers('unsignedInt', 0),
  integers('positiveInt', 1),
  {
    type: 'decimal',
    problem(value) {
      if (typeof value !== 'number') return wrongKind(value, 'decimal', 'a number without quotes');
      return Number.isFinite(value) ? undefined : 'The number is too large to be kept exactly.';
    },
  },
];
