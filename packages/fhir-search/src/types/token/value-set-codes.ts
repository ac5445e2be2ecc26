/** The codes that `code` elements can have, by their required value sets. */
import { requiredCodes } from '@charthouse/fhir-model/definitions';
import type { Parameter } from '../../parameters/parameter.ts';

/** The codes of one system that a parameter on `code` elements can have. */
export function codesOfSystem(parameter: Parameter, system: string): readonly string[] {
  const codes = parameter.paths.flatMap((path) => (path.valueSet && requiredCodes[path.valueSet]?.[system]) || []);
  return [...new Set(codes)];
}

/** The system in which a value set has a code: that of a `code` element, which names none. */
export function systemOfCode(valueSet: string, code: string): string | undefined {
  const systems = requiredCodes[valueSet];
  for (const system in systems) if (systems[system]!.includes(code)) return system;
  return undefined;
}

/** The systems and codes that a parameter can have; undefined when one of its elements may have others. */
export function codesOf({ paths, composites }: Parameter): Readonly<Record<string, readonly string[]>> | undefined {
  if (paths.length === 0 || composites.length > 0) return undefined;
  const all: Record<string, readonly string[]> = {};
  for (const { type, valueSet } of paths) {
    const codes = type === 'code' && valueSet !== undefined ? requiredCodes[valueSet] : undefined;
    if (!codes) return undefined;
    for (const [system, own] of Object.entries(codes)) all[system] = [...(all[system] ?? []), ...own];
  }
  return all;
}
