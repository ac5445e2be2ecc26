/** How a version came to be, as the one letter in the `op` columns. */
import type { VersionOp } from '../contract.ts';

export const opLetters: Readonly<Record<VersionOp, string>> = {
  create: 'C',
  put: 'N',
  update: 'U',
  patch: 'P',
  delete: 'D',
};

const opNames = new Map(Object.entries(opLetters).map(([name, letter]) => [letter, name as VersionOp]));

export function opName(letter: string): VersionOp {
  const name = opNames.get(letter);
  if (!name) throw new Error(`The record holds a version with the unknown op '${letter}'.`);
  return name;
}
