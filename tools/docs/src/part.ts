/** A generated part of a document: the text between `<!-- generated: NAME -->` and `<!-- /generated: NAME -->`. */

export interface Part {
  readonly name: string;
  /** Path of the document, relative to the project folder. */
  readonly document: string;
  /** Markdown, without the markers. */
  readonly text: () => string;
}

/** The document with the part's text between its markers. @throws Error when the markers are missing. */
export function withPart(document: string, { name, text }: Pick<Part, 'name' | 'text'>): string {
  const open = `<!-- generated: ${name} -->`;
  const close = `<!-- /generated: ${name} -->`;
  const from = document.indexOf(open);
  const to = document.indexOf(close);
  if (from < 0 || to < from) throw new Error(`needs the lines ${open} and ${close}`);
  return `${document.slice(0, from + open.length)}\n${text().trim()}\n${document.slice(to)}`;
}
