/** Names for recurring statement texts, so that each connection parses and plans them once. Bounded: texts beyond stay unnamed, as do long ones, which hardly recur. */

export type StatementNames = (text: string) => string | undefined;

/** Characters. */
const longest = 20_000;

export function statementNames(limit = 300): StatementNames {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known || names.size >= limit || text.length > longest) return known;
    const name = `s${names.size}`;
    names.set(text, name);
    return name;
  };
}
