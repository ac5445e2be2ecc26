/** The code system of a coding is named by an absolute address. https://hl7.org/fhir/R4/datatypes.html#Coding */
import type { ElementRule } from '../structure/element.ts';
import { shown } from '../words.ts';

export const coding: ElementRule = ({ system }, found) => {
  if (typeof system === 'string' && system !== '' && !system.includes(':') && !system.startsWith('#'))
    found.error(
      'value',
      `The system ${shown(system)} is not absolute: give the full address of the code system.`,
      'system',
    );
};
