/** A value that is sought in several places is impossible when it is so in all of them. */

export type Impossible = (message: string) => void;

/** Gives each of so many places its own `impossible`; the first message counts once all have one. */
export function agreed(places: number, impossible: Impossible): () => Impossible {
  const objecting = new Map<Impossible, string>();
  return () => {
    const own: Impossible = (message) => {
      if (objecting.has(own)) return;
      objecting.set(own, message);
      if (objecting.size === places) impossible([...objecting.values()][0]!);
    };
    return own;
  };
}
