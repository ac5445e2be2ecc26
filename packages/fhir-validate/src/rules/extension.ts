/** ext-1: an extension has a value or extensions of its own, not both. https://hl7.org/fhir/R4/extensibility.html#Extension */
import type { ElementRule } from '../structure/element.ts';
import { shown } from '../words.ts';

export const extension: ElementRule = (value, found) => {
  let values = 0;
  for (const name in value) if (name.startsWith('value') || name.startsWith('_value')) values++;
  const nested = value.extension !== undefined;
  if (nested && values > 0)
    found.error('invariant', 'An extension has either a value or extensions of its own, not both (ext-1): remove one.');
  else if (!nested && values === 0)
    found.error(
      'invariant',
      'An extension needs a value[x] or extensions of its own (ext-1): add one or remove the extension.',
    );
};

/** Of extensions that are no parts of others. https://hl7.org/fhir/R4/extensibility.html#Extension.url */
export const absoluteUrl: ElementRule = ({ url }, found) => {
  if (typeof url === 'string' && !/^[A-Za-z][A-Za-z\d+.-]*:/.test(url))
    found.propertyError(
      'url',
      'invalid',
      `Extension.url must be an absolute URL, not ${shown(url)}: write the address of the definition of the extension.`,
    );
};
