/** Whoever a token is for is told by each request anew, and hardly ever another than before: then it is the same object. */
import type { TokenRow } from './authenticate.ts';
import type { Known } from './known.ts';

/** Tokens kept at hand; beyond, all are forgotten and made again. */
const most = 5_000;

interface Made {
  readonly row: TokenRow;
  readonly known: Known;
}

/** Who the row is of, made again when anything but the time since the last use is other than before. */
export function remembered(make: (row: TokenRow) => Known): (row: TokenRow) => Known {
  const byToken = new Map<string, Made>();
  return (row) => {
    const last = byToken.get(row.hash);
    if (last && saysSame(last.row, row)) return last.known;
    if (byToken.size >= most) byToken.clear();
    const known = make(row);
    byToken.set(row.hash, { row, known });
    return known;
  };
}

/** Every column but `hash`, by which it was found, and `session` and `idle`, which are no part of who it is. */
function saysSame(one: TokenRow, other: TokenRow): boolean {
  return (
    one.id === other.id &&
    one.name === other.name &&
    one.kind === other.kind &&
    one.client === other.client &&
    one.scope === other.scope &&
    one.aud === other.aud &&
    one.fhir_user === other.fhir_user &&
    isSameList(one.roles, other.roles) &&
    isSameList(one.facilities, other.facilities) &&
    isSameText(one.extra, other.extra) &&
    isSameText(one.glass, other.glass)
  );
}

function isSameList(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (one === null || other === null) return one === other;
  return one.length === other.length && one.every((item, i) => item === other[i]);
}

function isSameText(one: object | null, other: object | null): boolean {
  return one === other || (one !== null && other !== null && JSON.stringify(one) === JSON.stringify(other));
}
