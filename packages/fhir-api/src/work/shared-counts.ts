/**
 * Counts of long lists for many people at once: whoever may see the same is answered by one count of the database while nothing has
 * changed, and where work changes all the time each count is followed by three times as long without one.
 */

import type { Sql } from '@charthouse/fhir-search';

export interface SharedCounts {
  /** What `count` answers for all who ask by the same key; it is called when what is known may be of before the last change. */
  of<Found>(key: string, count: () => Promise<Found>): Promise<Found>;
  /** Work has changed. */
  changed(): void;
}

interface Counted {
  readonly found: Promise<unknown>;
  readonly change: number;
  readonly began: number;
  /** When it may be counted again. */
  readonly rested: Promise<void>;
  /** Counted again, for those who wait for it. */
  again?: Promise<unknown>;
}

/** Milliseconds that a count is good for when no work changes: what somebody may see can change as well, and what is late. */
const longest = 10_000;
const [rest, mostKeys] = [3, 500];

export function createSharedCounts(): SharedCounts {
  const known = new Map<string, Counted>();
  let change = 0;
  const begin = <Found>(key: string, count: () => Promise<Found>): Promise<Found> => {
    const began = performance.now();
    const found = count();
    const rested = found.then(
      () => pause(rest * (performance.now() - began)),
      () => void known.delete(key),
    );
    known.delete(key);
    known.set(key, { found, change, began, rested });
    for (const [oldest] of known) if (known.size > mostKeys) known.delete(oldest);
    return found;
  };
  return {
    of: <Found>(key: string, count: () => Promise<Found>) => {
      const one = known.get(key);
      if (!one) return begin(key, count);
      const isGood = one.change === change && performance.now() - one.began < longest;
      if (isGood) return one.found as Promise<Found>;
      one.again ??= one.rested.then(() => begin(key, count));
      return one.again as Promise<Found>;
    },
    changed: () => {
      change++;
    },
  };
}

/** The same conditions count the same. */
export function keyOf({ text, values }: Sql): string {
  return JSON.stringify([text, values], (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds).unref());
}
