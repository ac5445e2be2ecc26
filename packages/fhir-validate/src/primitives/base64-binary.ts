/** https://hl7.org/fhir/R4/datatypes.html#base64Binary */
import { textFormat } from './format.ts';

const alphabet = /^[A-Za-z\d+/\s]*={0,2}\s*$/;
const space = /\s/g;

export const base64Binary = textFormat(
  'base64Binary',
  'base64: letters, digits, "+" and "/", filled up with "=" to a multiple of four characters',
  (text) => {
    if (!alphabet.test(text)) return false;
    const length = text.replace(space, '').length;
    return length > 0 && length % 4 === 0;
  },
);
