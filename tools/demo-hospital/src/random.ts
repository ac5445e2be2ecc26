/** Chance that is the same for the same seed: sfc32 over a hash of the seed's text, with a stream of its own for every name. */

export interface Random {
  /** 0 to below 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True so many times in a hundred. */
  chance(percent: number): boolean;
  /** One of them. */
  one<T>(of: readonly T[]): T;
  /** Several different ones, in no order. */
  some<T>(of: readonly T[], count: number): T[];
  /** About `middle`, rarely further away than two of `spread`. */
  about(middle: number, spread: number): number;
  /** Another chance, that does not depend on how often this one was asked. */
  named(name: string): Random;
}

export function randomOf(seed: string): Random {
  const next = sfc32(seed);
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const some = <T>(of: readonly T[], count: number): T[] => {
    const rest = [...of];
    for (let i = 0; i < Math.min(count, rest.length); i++) {
      const j = whole(i, rest.length - 1);
      [rest[i], rest[j]] = [rest[j]!, rest[i]!];
    }
    return rest.slice(0, count);
  };
  return {
    next,
    whole,
    some,
    chance: (percent) => next() * 100 < percent,
    one: (of) => of[Math.floor(next() * of.length)]!,
    about: (middle, spread) => middle + (next() + next() + next() - 1.5) * spread,
    named: (name) => randomOf(`${seed}/${name}`),
  };
}

function sfc32(seed: string): () => number {
  let [a, b, c, d] = [hash(seed, 1), hash(seed, 2), hash(seed, 3), 1];
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** FNV-1a, mixed once more. */
function hash(text: string, salt: number): number {
  let h = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1);
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return h ^ (h >>> 13);
}
