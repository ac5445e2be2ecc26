/** Units of quantities are units of UCUM where they say so. https://hl7.org/fhir/R4/datatypes.html#Quantity */
import { isObject } from '@charthouse/fhir-model';
import { shown } from '../words.ts';
import { sayer } from './coding.ts';
import type { PlaceCheck } from './place.ts';

export const quantity: PlaceCheck = ({ element: { value } }, { found, strictness }) => {
  if (!isObject(value) || value.system !== 'http://unitsofmeasure.org' || typeof value.code !== 'string') return;
  if (found.scope.units?.isUnit?.(value.code) === false)
    sayer(found, strictness.knownCodesOnly)(
      'code-invalid',
      `${shown(value.code)} is no unit of UCUM: write one, such as mg/dL or 1.`,
      'code',
    );
};
