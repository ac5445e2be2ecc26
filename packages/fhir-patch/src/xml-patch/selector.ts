/**
 * The selectors of XML Patch, read: location paths of XPath 1.0 along children and attributes, with predicates, so that finding a
 * node costs no more than a look at each. https://www.rfc-editor.org/rfc/rfc5261#section-4.1, https://www.w3.org/TR/1999/REC-xpath-19991116/
 */
import { fail, failMalformed } from '../failure.ts';

export interface Selector {
  /** From the document; else from the context node, which is the document at the top and the tested node in a predicate. */
  readonly absolute: boolean;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly axis: 'child' | 'attribute' | 'self';
  readonly test: NodeTest;
  readonly predicates: readonly Expression[];
}

export type NodeTest =
  /** `prefix` undefined: none written; `local` `*`: any. */
  | { readonly kind: 'name'; readonly prefix: string | undefined; readonly local: string }
  | { readonly kind: 'text' | 'comment' | 'node' | 'processing-instruction' };

export type Expression =
  | { readonly kind: 'path'; readonly selector: Selector }
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'operation'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Expression[] };

/** Number of arguments by function. */
const functions: Readonly<Record<string, number>> = {
  position: 0,
  last: 0,
  not: 1,
  count: 1,
  contains: 2,
  'starts-with': 2,
};
const nodeTypes = ['text', 'comment', 'node', 'processing-instruction'] as const;

const token =
  /\s*(?:("[^"]*"|'[^']*')|(\d+(?:\.\d+)?)|([\p{L}_][\p{L}\p{N}_.-]*)|(\/\/|::|\.\.|!=|<=|>=|[/@*:[\]()=.,|<>$+-]))/uy;

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  let at = 0;
  while (at < end) {
    const match = token.exec(text);
    if (!match) return failMalformed(`the selector "${text}" cannot be read at character ${at + 1}`);
    const [, quoted, number, name, sign] = match;
    if (quoted !== undefined) found.push({ kind: 'text', text: quoted.slice(1, -1) });
    else if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (name !== undefined) found.push({ kind: 'name', text: name });
    else found.push({ kind: 'sign', text: sign! });
    at = token.lastIndex;
  }
  return found;
}

/** @throws PatchFailure when it is no selector, or uses what a patch has no need of (`//`, `..`, other axes and functions). */
export function parseSelector(text: string): Selector {
  const reader = readTokens(text);
  const selector = readPath(reader);
  if (reader.peek().kind !== 'end') reader.unexpected();
  return selector;
}

interface Reader {
  peek(ahead?: number): Token;
  next(): Token;
  /** Passes over a sign if it is next. */
  skip(sign: string): boolean;
  expect(sign: string): void;
  unexpected(): never;
}

function readTokens(text: string): Reader {
  const all = tokens(text);
  const end: Token = { kind: 'end', text: 'the end' };
  let at = 0;
  const peek = (ahead = 0) => all[at + ahead] ?? end;
  const unexpected = () =>
    fail(
      `the selector "${text}" is not supported at "${peek().text}": a selector goes along children and attributes, with predicates`,
    );
  const skip = (sign: string) => {
    const there = peek().kind === 'sign' && peek().text === sign;
    if (there) at++;
    return there;
  };
  const expect = (sign: string) => {
    if (!skip(sign)) unexpected();
  };
  return { peek, next: () => all[at++] ?? end, skip, expect, unexpected };
}

function readPath(reader: Reader): Selector {
  const absolute = reader.skip('/');
  const steps: Step[] = [];
  do steps.push(readStep(reader));
  while (reader.skip('/'));
  return { absolute, steps };
}

function readStep(reader: Reader): Step {
  if (reader.skip('.')) return { axis: 'self', test: { kind: 'node' }, predicates: readPredicates(reader) };
  const axis = readAxis(reader);
  const test = readNodeTest(reader);
  return { axis, test, predicates: readPredicates(reader) };
}

function readAxis(reader: Reader): Step['axis'] {
  if (reader.skip('@')) return 'attribute';
  if (reader.peek(1).text !== '::' || reader.peek(1).kind !== 'sign') return 'child';
  const { text } = reader.peek();
  if (text !== 'child' && text !== 'attribute' && text !== 'self') return reader.unexpected();
  reader.next();
  reader.expect('::');
  return text;
}

function readNodeTest(reader: Reader): NodeTest {
  if (reader.skip('*')) return { kind: 'name', prefix: undefined, local: '*' };
  const first = reader.peek();
  if (first.kind !== 'name') return reader.unexpected();
  const nodeType = nodeTypes.find((type) => type === first.text);
  if (reader.peek(1).kind === 'sign' && reader.peek(1).text === '(') {
    if (!nodeType) return reader.unexpected();
    reader.next();
    reader.expect('(');
    reader.expect(')');
    return { kind: nodeType };
  }
  reader.next();
  if (!reader.skip(':')) return { kind: 'name', prefix: undefined, local: first.text };
  if (reader.skip('*')) return { kind: 'name', prefix: first.text, local: '*' };
  return reader.peek().kind === 'name'
    ? { kind: 'name', prefix: first.text, local: reader.next().text }
    : reader.unexpected();
}

function readPredicates(reader: Reader): Expression[] {
  const predicates: Expression[] = [];
  while (reader.skip('[')) {
    predicates.push(readBinary(reader, 0));
    reader.expect(']');
  }
  return predicates;
}

/** Operators from loosest to tightest. */
const operators: readonly (readonly string[])[] = [['or'], ['and'], ['=', '!=']];

function readBinary(reader: Reader, level: number): Expression {
  const ours = operators[level];
  if (!ours) return readOperand(reader);
  let left = readBinary(reader, level + 1);
  while (reader.peek().kind !== 'text' && ours.includes(reader.peek().text)) {
    const operator = reader.next().text;
    left = { kind: 'operation', operator, left, right: readBinary(reader, level + 1) };
  }
  return left;
}

function readOperand(reader: Reader): Expression {
  const { kind, text } = reader.peek();
  if (kind === 'text' || kind === 'number') {
    reader.next();
    return { kind: 'literal', value: kind === 'number' ? Number(text) : text };
  }
  if (reader.skip('(')) {
    const inner = readBinary(reader, 0);
    reader.expect(')');
    return inner;
  }
  if (kind === 'name' && Object.hasOwn(functions, text) && reader.peek(1).text === '(') return readCall(reader);
  const selector = readPath(reader);
  return selector.absolute
    ? failMalformed('a predicate of a selector must stay at its node')
    : { kind: 'path', selector };
}

function readCall(reader: Reader): Expression {
  const name = reader.next().text;
  reader.expect('(');
  const given: Expression[] = [];
  if (!reader.skip(')')) {
    do given.push(readBinary(reader, 0));
    while (reader.skip(','));
    reader.expect(')');
  }
  if (given.length !== functions[name]) failMalformed(`${name}() of a selector takes ${functions[name]} values`);
  return { kind: 'call', name, given };
}
