/** SQL as data: text with `$n` places and the bound values. Values never become text. */

export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
  /** One plan is best whatever the values are. */
  readonly once?: true;
}

/** Tagged template: nested `Sql` is spliced in with its places renumbered, anything else is bound. */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  let text = strings[0] ?? '';
  const values: unknown[] = [];
  parts.forEach((part, i) => {
    if (isSql(part)) {
      text += placedAfter(values.length, part);
      for (const value of part.values) values.push(value);
    } else {
      values.push(part);
      text += `$${values.length}`;
    }
    text += strings[i + 1] ?? '';
  });
  return { text, values };
}

/** Joins statements with a separator that is part of our own code, never of input. Each is written once: lists can be long. */
export function joinSql(parts: readonly Sql[], separator: string): Sql {
  const texts: string[] = [];
  const values: unknown[] = [];
  for (const part of parts) {
    if (part.text) texts.push(placedAfter(values.length, part));
    for (const value of part.values) values.push(value);
  }
  return { text: texts.join(separator), values };
}

function placedAfter(places: number, { text, values }: Sql): string {
  if (places === 0 || values.length === 0) return text;
  return text.replace(/\$(\d+)/g, (_, n) => `$${Number(n) + places}`);
}

/** Text of our own code as SQL: identifiers, keywords. */
export function raw(text: string): Sql {
  return { text, values: [] };
}

function isSql(part: unknown): part is Sql {
  return typeof part === 'object' && part !== null && 'text' in part && 'values' in part;
}
