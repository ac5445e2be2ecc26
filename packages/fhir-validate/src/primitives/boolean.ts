/** https://hl7.org/fhir/R4/datatypes.html#boolean */
import { type PrimitiveFormat, wrongKind } from './format.ts';

export const boolean: PrimitiveFormat = {
  type: 'boolean',
  accepts: (value) => typeof value === 'boolean',
  problem: (value) => wrongKind(value, 'boolean', 'true or false without quotes'),
};
