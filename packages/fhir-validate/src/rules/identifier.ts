/** An identifier's system is absolute, and its value, where the system is that of URIs, one. https://hl7.org/fhir/R4/datatypes.html#Identifier */
import type { ElementRule } from '../structure/element.ts';
import { shown } from '../words.ts';

const scheme = /^[A-Za-z][A-Za-z\d+.-]*:/;

export const identifier: ElementRule = ({ system, value }, found) => {
  if (typeof system !== 'string') return;
  if (!scheme.test(system))
    found.error(
      'value',
      `The system ${shown(system)} is not absolute: give the full address of the namespace.`,
      'system',
    );
  else if (system === 'urn:ietf:rfc:3986' && typeof value === 'string' && !scheme.test(value))
    found.error('value', `The system says that the value is a URI, but ${shown(value)} is none: correct it.`, 'value');
};
