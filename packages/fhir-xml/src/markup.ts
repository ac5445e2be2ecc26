/** Finds the markup in XML text, one piece at a time, without building anything. https://www.w3.org/TR/xml/#syntax */

export interface Markup {
  /** `opaque`: comment, CDATA section or processing instruction; `declaration`: `<!…`. */
  readonly kind: 'start' | 'end' | 'empty' | 'opaque' | 'declaration';
  /** Of its `<`. */
  readonly from: number;
  /** After its last character; NaN when it does not end. */
  readonly to: number;
}

/** What begins with `<` and holds no markup, with what ends it. */
const opaque: readonly (readonly [begin: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/** The first piece of markup at or after `at`. */
export function nextMarkup(text: string, at: number): Markup | undefined {
  const from = text.indexOf('<', at);
  if (from < 0) return undefined;
  const next = text.charCodeAt(from + 1);
  if (next === 0x21 || next === 0x3f) {
    const section = opaque.find(([begin]) => text.startsWith(begin, from));
    if (!section) return { kind: 'declaration', from, to: from + 2 };
    return { kind: 'opaque', from, to: after(text, section[1], from + section[0].length) };
  }
  if (next === 0x2f) return { kind: 'end', from, to: after(text, '>', from) };
  const to = endOfStartTag(text, from + 1);
  return { kind: text.charCodeAt(to - 2) === 0x2f ? 'empty' : 'start', from, to };
}

function after(text: string, end: string, at: number): number {
  const found = text.indexOf(end, at);
  return found < 0 ? Number.NaN : found + end.length;
}

/** Attribute values in quotes may hold `>`, nothing may hold `<`. */
function endOfStartTag(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3e) return i + 1;
    if (code === 0x3c) return Number.NaN;
    if (code === 0x22 || code === 0x27) {
      i = text.indexOf(text[i]!, i + 1);
      if (i < 0) return Number.NaN;
    }
  }
  return Number.NaN;
}
