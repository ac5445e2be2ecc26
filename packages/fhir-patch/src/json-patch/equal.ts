/** Equality as the operation "test" means it: https://www.rfc-editor.org/rfc/rfc6902#section-4.6 */
import type { JsonObject, JsonValue } from '@charthouse/fhir-model';
import { type Draft, type Piece, pieceAt } from '../draft.ts';

export function samePiece(draft: Draft, a: Piece, b: Piece): boolean {
  if (typeof a.value === 'number' && typeof b.value === 'number') return numeral(a) === numeral(b);
  if (Array.isArray(a.value) && Array.isArray(b.value)) return sameMembers(draft, a.value, b.value);
  if (Array.isArray(a.value) || Array.isArray(b.value)) return false;
  if (typeof a.value === 'object' && typeof b.value === 'object' && a.value && b.value)
    return sameMembers(draft, a.value, b.value);
  return a.value === b.value;
}

function sameMembers<T extends JsonObject | JsonValue[]>(draft: Draft, a: T, b: T): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    const at = Array.isArray(a) ? Number(key) : key;
    const [left, right] = [pieceAt(draft, { holder: a, key: at }), pieceAt(draft, { holder: b, key: at })];
    return left !== undefined && right !== undefined && samePiece(draft, left, right);
  });
}

/** One text for all ways to write the same number: 1, 1.0 and 10e-1 are equal; digits beyond a double's count. */
function numeral({ value, text = String(value) }: Piece): string {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e(.+))?$/i.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  if (digits === '') return '0';
  const significant = trimZeros(digits);
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

function trimZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}
