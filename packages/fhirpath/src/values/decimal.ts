/** Exact decimals that remember how many places they were written with. https://hl7.org/fhirpath/N1/#decimal */

export class Decimal {
  /** The value is `digits` / 10^`scale`. */
  readonly digits: bigint;
  readonly scale: number;

  constructor(digits: bigint, scale: number) {
    this.digits = digits;
    this.scale = scale;
  }

  toString(): string {
    if (this.scale === 0) return this.digits.toString();
    const negative = this.digits < 0n;
    const text = (negative ? -this.digits : this.digits).toString().padStart(this.scale + 1, '0');
    return `${negative ? '-' : ''}${text.slice(0, -this.scale)}.${text.slice(-this.scale)}`;
  }

  toNumber(): number {
    return Number(this.toString());
  }
}

const pattern = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
/** Places of a quotient, or of a function that leaves the rationals. */
const quotientPlaces = 16;

/** Undefined where the text is no decimal, or has more than 100 places on either side. */
export function decimalOf(text: string): Decimal | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  if (scale > 100 || scale < -100 || whole!.length > 100) return undefined;
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  return scale >= 0 ? new Decimal(digits, scale) : new Decimal(digits * 10n ** BigInt(-scale), 0);
}

/** Undefined for numbers that are not finite or out of range. */
export function decimalOfNumber(value: number): Decimal | undefined {
  return Number.isFinite(value) ? decimalOf(String(value)) : undefined;
}

/** The result of a function on floating point numbers: 15 digits of it are sure. */
export function decimalOfFloat(value: number): Decimal | undefined {
  return Number.isFinite(value) ? decimalOf(String(Number(value.toPrecision(15)))) : undefined;
}

function aligned(left: Decimal, right: Decimal): [left: bigint, right: bigint, scale: number] {
  const scale = Math.max(left.scale, right.scale);
  return [left.digits * 10n ** BigInt(scale - left.scale), right.digits * 10n ** BigInt(scale - right.scale), scale];
}

export function add(left: Decimal, right: Decimal): Decimal {
  const [a, b, scale] = aligned(left, right);
  return new Decimal(a + b, scale);
}

export function negate(value: Decimal): Decimal {
  return new Decimal(-value.digits, value.scale);
}

/** Products keep this many places, and have no more digits than twice of them. */
const mostPlaces = 100;
const tooLarge = 10n ** BigInt(2 * mostPlaces);

/** Undefined for a product that is out of range. */
export function multiply(left: Decimal, right: Decimal): Decimal | undefined {
  const product = new Decimal(left.digits * right.digits, left.scale + right.scale);
  const kept = product.scale > mostPlaces ? roundTo(product, mostPlaces) : product;
  return kept.digits < tooLarge && kept.digits > -tooLarge ? kept : undefined;
}

/** Undefined for a division by zero. */
export function divide(left: Decimal, right: Decimal): Decimal | undefined {
  if (right.digits === 0n) return undefined;
  const [a, b] = aligned(left, right);
  return shortened(new Decimal(roundedQuotient(a * 10n ** BigInt(quotientPlaces), b), quotientPlaces));
}

/** Quotient without its fraction, and what remains; undefined for a division by zero. */
export function divideWhole(left: Decimal, right: Decimal): { whole: bigint; rest: Decimal } | undefined {
  if (right.digits === 0n) return undefined;
  const [a, b, scale] = aligned(left, right);
  return { whole: a / b, rest: new Decimal(a % b, scale) };
}

export function compareDecimals(left: Decimal, right: Decimal): number {
  const [a, b] = aligned(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Half away from zero. */
export function roundTo(value: Decimal, places: number): Decimal {
  if (places >= value.scale) return new Decimal(value.digits * 10n ** BigInt(places - value.scale), places);
  return new Decimal(roundedQuotient(value.digits, 10n ** BigInt(value.scale - places)), places);
}

export function truncateTo(value: Decimal, places: number): Decimal {
  if (places >= value.scale) return value;
  return new Decimal(value.digits / 10n ** BigInt(value.scale - places), places);
}

function roundedQuotient(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n;
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const quotient = (x * 2n + y) / (y * 2n);
  return negative ? -quotient : quotient;
}

/** Without zeros at the end of the fraction. */
export function shortened(value: Decimal): Decimal {
  let { digits, scale } = value;
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale--;
  }
  return new Decimal(digits, scale);
}
