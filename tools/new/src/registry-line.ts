/** Adds a line to a registry's `index.ts`: the import, and the entry in the constant that lists the things. */

interface Line {
  readonly import: string;
  readonly list: string;
  readonly entry: string;
}

/** @throws Error when the text has no such constant */
export function withLine(text: string, { import: line, list, entry }: Line): string {
  const [from, to] = literalOf(text, list);
  const inside = text.slice(from + 1, to).trimEnd();
  const comma = inside === '' || inside.endsWith(',') ? '' : ',';
  return withImport(`${text.slice(0, from + 1)}${inside}${comma} ${entry},${text.slice(to)}`, line);
}

/** Below the last import: the formatter puts it where it belongs. */
function withImport(text: string, line: string): string {
  const at = /^import (?![\s\S]*^import )/m.exec(text)?.index ?? -1;
  const end = at < 0 ? 0 : text.indexOf(';\n', at) + 2;
  return `${text.slice(0, end)}${line}\n${text.slice(end)}`;
}

/** Where the array or object begins and ends that the constant is. */
function literalOf(text: string, list: string): [from: number, to: number] {
  const found = new RegExp(`\\bconst ${list}\\b[^=]*= ([[{])`).exec(text);
  if (!found) throw new Error(`has no \`const ${list} = …\``);
  const from = found.index + found[0].length - 1;
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if ('[{'.includes(text[at] as string)) depth++;
    else if (']}'.includes(text[at] as string) && --depth === 0) return [from, at];
  }
  throw new Error(`\`${list}\` does not end`);
}
