/**
 * Look-ups that arrive together share a statement, and the same ones an answer: the busier it is the less each costs. None is
 * answered by a statement that began before it arrived, so what was taken back before is not found.
 */
import { setImmediate as turn } from 'node:timers/promises';

interface Waiting<Found> {
  readonly found: Promise<Found | undefined>;
  readonly resolve: (found: Found | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Keys of one statement at most. */
const mostTogether = 64;

/** `read` resolves to what it found, by key. */
export function sharedLookUps<Found>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
): (key: string) => Promise<Found | undefined> {
  const waiting = new Map<string, Waiting<Found>>();
  let flying = false;

  async function fly(): Promise<void> {
    flying = true;
    while (waiting.size > 0) {
      await turn(); // what else has been read from the network by then travels along
      const flight = [...waiting].slice(0, mostTogether);
      for (const [key] of flight) waiting.delete(key);
      try {
        const found = await read(flight.map(([key]) => key));
        for (const [key, { resolve }] of flight) resolve(found.get(key));
      } catch (error) {
        for (const [, { reject }] of flight) reject(error);
      }
    }
    flying = false;
  }

  return (key) => {
    let own = waiting.get(key);
    if (!own) {
      const { promise: found, resolve, reject } = Promise.withResolvers<Found | undefined>();
      own = { found, resolve, reject };
      waiting.set(key, own);
      if (!flying) void fly();
    }
    return own.found;
  };
}
