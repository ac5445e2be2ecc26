/** Reads a regular expression into a tree, as far as it can be matched in linear time. https://tc39.es/ecma262/#sec-patterns */

export type RegexNode =
  | { readonly kind: 'character'; readonly fits: (character: string) => boolean }
  | { readonly kind: 'start' | 'end' | 'boundary' | 'inside' }
  | { readonly kind: 'all'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'one'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly part: RegexNode; readonly min: number; readonly max: number };

/** One character of a pattern: a class, an escape, a dot, a letter. */
const atom =
  /\[\^?(?:\\.|[^\]\\])*\]|\\u\{[\da-fA-F]+\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\c[A-Za-z]|\\[pP]\{[^}]*\}|\\[^1-9k]|[^\\()|*+?{}[\]^$]|[{}\]]/suy;
const quantifier = /([*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y;
const group = /\((?:\?:|\?<[A-Za-z]\w*>)?/y;

/** Undefined for what looks around or back; the pattern is known to be one. */
export function regexTree(pattern: string, flags: string): RegexNode | undefined {
  const reader = { pattern, at: 0, flags };
  const tree = alternatives(reader);
  return reader.at === pattern.length ? tree : undefined;
}

interface Reader {
  readonly pattern: string;
  readonly flags: string;
  at: number;
}

function take(reader: Reader, what: RegExp): RegExpExecArray | null {
  what.lastIndex = reader.at;
  const match = what.exec(reader.pattern);
  if (match) reader.at = what.lastIndex;
  return match;
}

function alternatives(reader: Reader): RegexNode | undefined {
  const parts: RegexNode[] = [];
  for (;;) {
    const part = sequence(reader);
    if (!part) return undefined;
    parts.push(part);
    if (reader.pattern[reader.at] !== '|') break;
    reader.at++;
  }
  return parts.length === 1 ? parts[0] : { kind: 'one', parts };
}

function sequence(reader: Reader): RegexNode | undefined {
  const parts: RegexNode[] = [];
  while (reader.at < reader.pattern.length && !/[|)]/.test(reader.pattern[reader.at]!)) {
    const part = single(reader);
    if (!part) return undefined;
    parts.push(repeated(part, reader));
  }
  return { kind: 'all', parts };
}

function repeated(part: RegexNode, reader: Reader): RegexNode {
  const match = take(reader, quantifier);
  if (!match) return part;
  const [, sign, least, comma, most] = match;
  if (least === undefined)
    return { kind: 'repeat', part, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Number.POSITIVE_INFINITY };
  const min = Number(least);
  return { kind: 'repeat', part, min, max: comma ? (most ? Number(most) : Number.POSITIVE_INFINITY) : min };
}

const marks: Readonly<Record<string, 'start' | 'end' | 'boundary' | 'inside'>> = {
  '^': 'start',
  $: 'end',
  '\\b': 'boundary',
  '\\B': 'inside',
};

function single(reader: Reader): RegexNode | undefined {
  const { pattern, at, flags } = reader;
  const mark = marks[pattern[at]!] ?? marks[pattern.slice(at, at + 2)];
  if (mark) {
    reader.at += pattern[at] === '\\' ? 2 : 1;
    return { kind: mark };
  }
  if (pattern[at] === '(') {
    if (/^\(\?(?:[=!]|<[=!])/.test(pattern.slice(at, at + 4))) return undefined;
    take(reader, group);
    const inner = alternatives(reader);
    return inner && pattern[reader.at++] === ')' ? inner : undefined;
  }
  const text = take(reader, atom)?.[0];
  return text === undefined ? undefined : { kind: 'character', fits: characterTest(text, flags) };
}

function characterTest(source: string, flags: string): (character: string) => boolean {
  const pattern = new RegExp(`^(?:${/^[{}\]]$/.test(source) ? `\\${source}` : source})$`, flags.replace('g', ''));
  const known = new Map<string, boolean>();
  return (character) => {
    const answer = known.get(character) ?? pattern.test(character);
    if (known.size < 500) known.set(character, answer);
    return answer;
  };
}
