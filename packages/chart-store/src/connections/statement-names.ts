/** Names for recurring statement texts, so that each connection parses and plans them once. Bounded: texts beyond stay unnamed. */

export type StatementNames = (text: string) => string | undefined;

export function statementNames(limit = 300): StatementNames {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known || names.size >= limit) return known;
    const name = `s${names.size}`;
    names.set(text, name);
    return name;
  };
}
