/** Cuts an expression into tokens. https://hl7.org/fhirpath/N1/#tokens */
import { FhirPathError } from '../error.ts';

export interface Token {
  readonly kind:
    | 'word'
    | 'quoted'
    | 'string'
    | 'integer'
    | 'decimal'
    | 'date'
    | 'dateTime'
    | 'time'
    | 'scope'
    | 'symbol'
    | 'end';
  /** The name of a word, the content of a string or quoted identifier, the text of everything else. */
  readonly text: string;
  readonly at: number;
}

const time = '\\d\\d(?::\\d\\d(?::\\d\\d(?:\\.\\d+)?)?)?';
const patterns: readonly [kind: Token['kind'] | 'space', pattern: RegExp][] = [
  ['space', /[ \t\r\n]+|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//y],
  ['dateTime', new RegExp(`@\\d{4}(?:-\\d\\d(?:-\\d\\d)?)?T(?:${time}(?:Z|[+-]\\d\\d:\\d\\d)?)?`, 'y')],
  ['date', /@\d{4}(?:-\d\d(?:-\d\d)?)?/y],
  ['time', new RegExp(`@T${time}`, 'y')],
  ['decimal', /\d+\.\d+/y],
  ['integer', /\d+/y],
  ['word', /[A-Za-z_]\w*/y],
  ['scope', /\$(?:this|index|total)/y],
  ['string', /'(?:[^'\\]|\\.)*'/sy],
  ['quoted', /`(?:[^`\\]|\\.)*`/sy],
  ['quoted', /(?<=%)"(?:[^"\\]|\\.)*"/sy], // https://hl7.org/fhir/R4/fhirpath.html#variables
  ['symbol', /<=|>=|!=|!~|[-+*/&|<>=~.,()[\]{}%]/y],
];

const escapes: Readonly<Record<string, string>> = { f: '\f', n: '\n', r: '\r', t: '\t' };

export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < expression.length; ) {
    const found = tokenAt(expression, at);
    if (found.kind !== 'space') tokens.push({ kind: found.kind, text: contentOf(found.kind, found.text, at), at });
    at += found.text.length;
  }
  tokens.push({ kind: 'end', text: '', at: expression.length });
  return tokens;
}

function tokenAt(expression: string, at: number): { readonly kind: Token['kind'] | 'space'; readonly text: string } {
  if (expression.startsWith('/*', at) && !expression.includes('*/', at + 2))
    throw new FhirPathError('syntax', 'The comment does not end; add */.', at);
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(expression)?.[0];
    if (text !== undefined) return { kind, text };
  }
  throw new FhirPathError('syntax', `"${expression[at]}" cannot stand here.`, at);
}

function contentOf(kind: Token['kind'], text: string, at: number): string {
  if (kind === 'date' || kind === 'dateTime') return text.slice(1);
  if (kind === 'time') return text.slice(2);
  if (kind === 'scope') return text.slice(1);
  if (kind !== 'string' && kind !== 'quoted') return text;
  return text.slice(1, -1).replace(/\\(?:u([\da-fA-F]{4})|(.))/gs, (_, hex: string | undefined, letter: string) => {
    if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
    if (letter === 'u') throw new FhirPathError('syntax', 'After \\u four hexadecimal digits are due.', at);
    return escapes[letter] ?? letter;
  });
}
