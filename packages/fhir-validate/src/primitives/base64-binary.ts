/** https://hl7.org/fhir/R4/datatypes.html#base64Binary */
import { textFormat } from './format.ts';

const alphabet = /^[A-Za-z\d+/]*={0,2}$/;
const space = /\s/g;

export const base64Binary = textFormat(
  'base64Binary',
  'base64: letters, digits, "+" and "/", filled up with "=" to a multiple of four characters',
  (text) => {
    const packed = text.replace(space, '');
    return packed.length > 0 && packed.length % 4 === 0 && alphabet.test(packed);
  },
);
