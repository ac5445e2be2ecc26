/** Texts that begin with a prefix, as bounds that an index on binary order serves. */
import type { Bound } from '../clause.ts';

export function prefixBounds(prefix: string): readonly Bound[] {
  const from: Bound = { column: 'val', is: '>=', value: prefix };
  const end = after(prefix);
  return end === undefined ? [from] : [from, { column: 'val', is: '<', value: end }];
}

/** The least text above all texts with the prefix; undefined when there is none. Compares by code point, as UTF-8 bytes do. */
function after(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0)!);
  while (points.length > 0) {
    const last = points.pop()!;
    if (last < 0x10ffff) {
      const next = last + 1 >= 0xd800 && last + 1 <= 0xdfff ? 0xe000 : last + 1;
      return String.fromCodePoint(...points, next);
    }
  }
  return undefined;
}
