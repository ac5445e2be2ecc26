/** The known word a mistyped one is nearest to. https://en.wikipedia.org/wiki/Levenshtein_distance */

/** The nearest of `known`, or undefined when nothing is near enough to be meant. */
export function closest(word: string, known: readonly string[]): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of known) {
    const distance = name.startsWith(word) || word.startsWith(name) ? 1 : editDistance(word, name);
    if (!best || distance < best.distance) best = { name, distance };
  }
  const near = best && best.distance <= Math.max(2, Math.floor(word.length / 3));
  return near ? best?.name : undefined;
}

/** Letters to insert, delete or replace to turn one word into the other. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = previous[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous.at(-1)!;
}
