/** Chance that is the same in every run: mulberry32. */

export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  /** A UUID of version 4. */
  uuid(): string;
}

export function seeded(seed: number): Chance {
  let state = seed | 0;
  const word = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = () => word() / 2 ** 32;
  const below = (limit: number) => Math.floor(next() * limit);
  const hex = () => word().toString(16).padStart(8, '0');
  return {
    next,
    below,
    pick: (items) => items[below(items.length)]!,
    uuid: () => {
      const text = hex() + hex() + hex() + hex();
      const variant = '89ab'[below(4)];
      return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`;
    },
  };
}
