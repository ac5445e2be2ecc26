/** The size of an attachment is that of its data. https://hl7.org/fhir/R4/datatypes-definitions.html#Attachment.size */
import type { ElementRule } from '../structure/element.ts';

export const attachment: ElementRule = ({ size, data }, found) => {
  if (typeof size !== 'number' || typeof data !== 'string') return;
  const bytes = bytesOf(data);
  if (bytes !== size)
    found.error('structure', `The size is given as ${size} bytes, but the data has ${bytes}: correct it.`);
};

/** How many bytes base64 stands for. */
export function bytesOf(base64: string): number {
  const letters = base64.replace(/[\s=]/g, '').length;
  return Math.floor((letters * 3) / 4);
}
