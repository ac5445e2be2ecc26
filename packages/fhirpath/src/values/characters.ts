/** Texts by characters: code points of Unicode, so that no half of a pair comes out. https://hl7.org/fhirpath/N1/#string */

import { failed } from '../error.ts';

/** Longest text that is put together, in code units. */
const longest = 2 ** 24;

/** @throws where the text gets too long */
export function joined(left: string, right: string): string {
  if (left.length + right.length > longest) throw failed(`The text gets longer than ${longest} characters.`);
  return left + right;
}

const pairs = /[\ud800-\udbff][\udc00-\udfff]/;

export function charactersOf(text: string): readonly string[] {
  return [...text];
}

export function lengthOf(text: string): number {
  return pairs.test(text) ? charactersOf(text).length : text.length;
}

export function sliceOf(text: string, from: number, to: number | undefined): string {
  return pairs.test(text) ? charactersOf(text).slice(from, to).join('') : text.slice(from, to);
}

/** The characters before an offset in code units; -1 stays. */
export function characterAt(text: string, offset: number): number {
  return offset < 0 ? offset : lengthOf(text.slice(0, offset));
}
