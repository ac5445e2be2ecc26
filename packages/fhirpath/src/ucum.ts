/** Units by `@lhncbc/ucum-lhc`, which the caller loads. https://ucum.org */
import type { Units } from './run.ts';

/** The part of `UcumLhcUtils` that is used. */
export interface UcumLibrary {
  validateUnitString(code: string): { readonly status: string };
  convertUnitTo(from: string, value: number, to: string): { readonly status: string; readonly toVal: number | null };
}

/** Codes whose validity is remembered; data may hold any number of wrong ones. */
const mostKnown = 10_000;

export function ucumUnits(library: UcumLibrary): Units {
  const factors = new Map<string, number | undefined>();
  const valid = new Map<string, boolean>();
  return {
    isUnit(code) {
      const known = valid.get(code);
      if (known !== undefined) return known;
      const own = library.validateUnitString(code).status === 'valid';
      if (valid.size < mostKnown) valid.set(code, own);
      return own;
    },
    convert(value, from, to) {
      if (from === to) return value;
      const convert = (own: number): number | undefined => {
        const { status, toVal } = library.convertUnitTo(from, own, to);
        return status === 'succeeded' && toVal !== null ? toVal : undefined;
      };
      const key = `${from} ${to}`;
      if (!factors.has(key)) factors.set(key, linearFactor(convert));
      const factor = factors.get(key);
      return factor === undefined ? convert(value) : value * factor;
    },
  };
}

/** Undefined for units that do not go together, and for those with a zero of their own (Cel). */
function linearFactor(convert: (value: number) => number | undefined): number | undefined {
  const [one, zero, ten] = [convert(1), convert(0), convert(10)];
  if (one === undefined || ten === undefined || (zero !== 0 && zero !== undefined)) return undefined;
  return Math.abs(ten - 10 * one) <= Math.abs(ten) * 1e-12 ? one : undefined;
}
