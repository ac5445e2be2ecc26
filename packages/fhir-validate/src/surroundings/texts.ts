/** Texts that look like markup, and addresses made up for examples. https://hl7.org/fhir/R4/security.html#narrative */
import { shown } from '../words.ts';
import { sayer } from './coding.ts';
import type { PlaceCheck } from './place.ts';

const tag =
  /<\/?(?:script|iframe|object|embed|html|body|head|style|link|meta|form|input|button|svg|img|a|b|i|u|p|br|div|span|table|tr|td|ul|ol|li|h[1-6])\b[^<>]*>/i;

/** Markup in a text does harm wherever it is shown as it is. */
export const text: PlaceCheck = ({ element: { value } }, { found, strictness }) => {
  if (typeof value !== 'string' || !value.includes('<') || !tag.test(value)) return;
  const said = `The text ${shown(value)} looks like HTML, which does harm where texts are shown as they are: write it without tags.`;
  sayer(found, strictness.markupRefused)('security', said);
};

/** https://www.rfc-editor.org/rfc/rfc2606 */
export const example = /^https?:\/\/(?:[^/]*\.)?example\.(?:org|com|net)(?:[/:?#]|$)/;

export const address: PlaceCheck = ({ element: { value } }, { found, strictness }) => {
  if (strictness.examples || typeof value !== 'string' || !example.test(value)) return;
  found.error('business-rule', `Addresses made for examples are not allowed here, but this is ${shown(value)}.`);
};
