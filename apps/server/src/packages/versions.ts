/** Versions of packages: which is newer, and which one a dependency means. https://hl7.org/fhir/packages.html#2.1.10.4 */

/** Negative where `a` is older; a version with a label (`1.0.0-ballot`) comes before the one without. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(left.numbers.length, right.numbers.length); at++) {
    const difference = compareParts(left.numbers[at] ?? '0', right.numbers[at] ?? '0');
    if (difference !== 0) return difference;
  }
  if (left.label === '' || right.label === '') return left.label === right.label ? 0 : left.label === '' ? 1 : -1;
  return left.label < right.label ? -1 : left.label > right.label ? 1 : 0;
}

function partsOf(version: string): { numbers: string[]; label: string } {
  const [, numbers = '', label = ''] = /^([^-+]*)-?([^+]*)/.exec(version) ?? [];
  return { numbers: numbers.split('.'), label };
}

function compareParts(a: string, b: string): number {
  const numeric = /^\d+$/.test(a) && /^\d+$/.test(b);
  if (numeric) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Words for whatever is there. */
const any: ReadonlySet<string> = new Set(['', '*', 'x', 'latest', 'current', 'dev']);

/** `wanted` as a dependency states it: `6.1.0`, `4.0.x`, `^6.1.0`, `latest`. */
export function fits(version: string, wanted: string): boolean {
  if (any.has(wanted) || version === wanted) return true;
  const [, sign = '', bare = ''] = /^([\^~]?)(.*)$/.exec(wanted) ?? [];
  const parts = bare.split('.');
  const own = partsOf(version).numbers;
  if (sign === '') return parts.at(-1) === 'x' && parts.every((part, at) => part === 'x' || part === own[at]);
  const kept = sign === '^' ? 1 : 2;
  return parts.slice(0, kept).every((part, at) => part === own[at]) && compareVersions(version, bare) >= 0;
}
