/** The size of an attachment is that of its data. https://hl7.org/fhir/R4/datatypes-definitions.html#Attachment.size */
import type { ElementRule } from '../structure/element.ts';

export const attachment: ElementRule = ({ size, data }, found) => {
  if (typeof size !== 'number' || typeof data !== 'string') return;
  const letters = data.replace(/[\s=]/g, '').length;
  const bytes = Math.floor((letters * 3) / 4);
  if (bytes !== size)
    found.error('structure', `The size is given as ${size} bytes, but the data has ${bytes}: correct it.`);
};
