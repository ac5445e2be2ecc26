/** The unit of a product or a quotient. https://ucum.org/ucum#section-Syntax-Rules */

/** One unit with its exponent: `cm2`, `mm[Hg]`. */
const powerPattern = /^((?:[A-Za-z%]|\[[^\]]*\])+)(-?\d+)?$/;

/** Powers of one unit are added up (`cm` . `cm` is `cm2`), others written side by side. */
export function combinedUnit(left: string, right: string, operator: '.' | '/'): string {
  if (right === '1') return left;
  if (left === '1' && operator === '.') return right;
  const [a, b] = [powerPattern.exec(left), powerPattern.exec(right)];
  if (left === right && operator === '/') return '1';
  if (a && b && a[1] === b[1]) {
    const exponent = Number(a[2] ?? 1) + (operator === '.' ? 1 : -1) * Number(b[2] ?? 1);
    return exponent === 0 ? '1' : `${a[1]}${exponent === 1 ? '' : exponent}`;
  }
  const first = left === '1' ? '' : left.startsWith('/') ? `(${left})` : left;
  return `${first}${operator}${b ? right : `(${right})`}`;
}
