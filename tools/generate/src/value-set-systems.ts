/** The code systems of the value sets whose codes are not listed here, where the value set names them all. */
import type { Definition } from './source.ts';

/** Value set URL -> code system URLs: a code of another system is not in the set, whatever its codes are. */
export function valueSetSystems(sets: readonly Definition[]): Record<string, string[]> {
  const named = sets.filter(
    ({ compose }) =>
      compose?.include?.length > 0 && compose.include.every((one: Definition) => one.system && !one.valueSet),
  );
  return Object.fromEntries(
    named.map(({ url, compose }) => [
      url,
      [...new Set<string>(compose.include.map((one: Definition) => one.system))].sort(),
    ]),
  );
}
