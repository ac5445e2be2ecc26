/** Decimals with the precision they are written with. https://hl7.org/fhir/R4/search.html#number */

export interface DecimalRange {
  /** The number itself. */
  readonly value: number;
  /** Numbers that equal it at its precision: from `lo` (included) to `hi` (not included). */
  readonly lo: number;
  readonly hi: number;
}

/** Undefined when the text is no decimal. */
export function decimalRange(text: string): DecimalRange | undefined {
  const match = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', power] = match;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  // 1e2 means 95 to 105 in the specification's table, one digit more than its one significant figure.
  const exponent = Number(power ?? 0) - fraction.length - (power === undefined ? 0 : 1);
  const scaled = power === undefined ? digits : digits * 10n;
  const value = Number(`${digits}e${Number(power ?? 0) - fraction.length}`);
  if (!Number.isFinite(value)) return undefined;
  const edge = (by: bigint) => Number(`${scaled * 10n + by}e${exponent - 1}`);
  return { value, lo: edge(-5n), hi: edge(5n) };
}
