/** Codes and their words against the code systems that are known whole. https://hl7.org/fhir/R4/datatypes.html#Coding */
import { isObject } from '@charthouse/fhir-model';
import { requiredCodes, weakerCodes } from '@charthouse/fhir-model/definitions';
import type { Findings } from '../findings.ts';
import { shown } from '../words.ts';
import type { PlaceCheck } from './place.ts';

export const coding: PlaceCheck = ({ element: { value } }, { found, conformance, wordsOf, strictness }) => {
  if (!isObject(value) || typeof value.system !== 'string') return;
  const { system, code, display } = value;
  if (isValueSet(system) || conformance.find('ValueSet', system)) {
    found.error('code-invalid', `The system ${system} is a value set: name the code system.`, 'system');
    return;
  }
  const words = typeof code === 'string' ? wordsOf(system, code) : undefined;
  if (words === undefined) return;
  const say = sayer(found, strictness.knownCodesOnly);
  if (words === false) say('code-invalid', `${shown(code!)} is no code of ${system}: correct it.`, 'code');
  else if (typeof display === 'string' && words.length > 0 && !words.some((own) => isSame(own, display)))
    say(
      'invalid',
      `${shown(display)} is not what ${system} calls ${shown(code!)}: write ${words.map(shown).join(' or ')}, or put your words into "text".`,
      'display',
    );
};

/** Adds an error, or only a warning. */
export function sayer(found: Findings, isError: boolean): Findings['error'] {
  return (code, diagnostics, step) =>
    isError ? found.error(code, diagnostics, step) : found.warning(code, diagnostics, step);
}

function isValueSet(system: string): boolean {
  return Object.hasOwn(requiredCodes, system) || Object.hasOwn(weakerCodes, system);
}

/** Case and white space do not change the words. */
function isSame(own: string, display: string): boolean {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();
  return plain(own) === plain(display);
}
