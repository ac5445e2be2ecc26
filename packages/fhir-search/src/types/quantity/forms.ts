/** Under which units a quantity is found: any, its code or text, its system and code, its canonical UCUM unit. */
import type { Measure } from './measures.ts';
import { canonicalUnit, ucum } from './ucum.ts';

/** A unit as part of a key, and what a value in it is multiplied by and moved by to be comparable under that key. */
export interface UnitForm {
  readonly key: string;
  readonly factor: number;
  readonly offset: number;
}

const asIs = { factor: 1, offset: 0 };

/** The form of a unit with its system: UCUM units that can be converted share their canonical one. */
export function systemForm(system: string, code: string): UnitForm {
  const canonical = system === ucum ? canonicalUnit(code) : undefined;
  if (canonical) return { key: `=${canonical.unit}`, factor: canonical.factor, offset: canonical.offset };
  return { key: `${system}|${code}`, ...asIs };
}

/** `||mg`: the code or the human text of the unit. */
export function unitForm(unit: string): UnitForm {
  return { key: `|${unit}`, ...asIs };
}

export const anyForm: UnitForm = { key: '', ...asIs };

export function formsOf({ system, code, unit }: Measure): UnitForm[] {
  const forms = [anyForm];
  if (code !== undefined) forms.push(unitForm(code));
  if (unit !== undefined && unit !== code) forms.push(unitForm(unit));
  if (system !== undefined && code !== undefined) forms.push(systemForm(system, code));
  return forms;
}

/** Rounded, so that what is equal in decimals stays equal after conversion. */
export function convert(value: number, { factor, offset }: UnitForm): number {
  if (factor === 1 && offset === 0) return value;
  return Number((value * factor + offset).toPrecision(13));
}
