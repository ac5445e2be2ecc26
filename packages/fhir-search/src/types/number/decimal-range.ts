/** Decimals with the precision they are written with. https://hl7.org/fhir/R4/search.html#number */

export interface DecimalRange {
  /** The number itself. */
  readonly value: number;
  /** Numbers that equal it at its precision: from `lo` (included) to `hi` (not included). */
  readonly lo: number;
  readonly hi: number;
}

/** As many digits as a double always tells apart. */
const toldApart = 15;

/** Undefined when the text is no decimal. */
export function decimalRange(text: string): DecimalRange | undefined {
  const match = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', power] = match;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  const digits = power === undefined ? fraction : significant(fraction, Number(power));
  const scaled = BigInt(`${sign}${whole}${digits}`) * 10n;
  const edge = (by: bigint) => Number(`${scaled + by}e${Number(power ?? 0) - digits.length - 1}`);
  const hi = edge(5n);
  const written = `${whole}${digits}`.replace(/^0+/, '').length;
  return holding({ value, lo: edge(-5n), hi: written > toldApart ? nextAbove(hi) : hi });
}

/**
 * The digits behind the point that count before an exponent, by the specification's two examples: 5.40e-3 is
 * 0.0054 ± 0.00005, so zeros at the end do not; 1e2 is 95 to 105, so a whole number times a power is read as 1.0e2.
 */
function significant(fraction: string, power: number): string {
  const digits = fraction.replace(/0+$/, '');
  return digits === '' && power > 0 ? '0' : digits;
}

/** The range with its own number in it, also where doubles or rounding leave no room between them. */
export function holding(range: DecimalRange): DecimalRange {
  return range.hi > range.value ? range : { ...range, hi: nextAbove(range.value) };
}

/** The least double that is greater. */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const double = new Float64Array([value]);
  const bits = new BigInt64Array(double.buffer);
  bits[0] = bits[0]! + (value > 0 ? 1n : -1n);
  return double[0]!;
}
