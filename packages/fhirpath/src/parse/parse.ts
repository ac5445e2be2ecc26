/** Reads an expression into its syntax tree, by precedence climbing. https://hl7.org/fhirpath/N1/grammar.html */
import { FhirPathError } from '../error.ts';
import type { Ast, BinaryOperator, TypeName } from './ast.ts';
import { type Token, tokensOf } from './tokens.ts';

/** How tightly operators bind; `is` and `as` take a type on their right. */
const precedence: Readonly<Record<string, number>> = {
  implies: 1, or: 2, xor: 2, and: 3, in: 4, contains: 4, '=': 5, '~': 5, '!=': 5, '!~': 5, '<=': 6, '<': 6, '>': 6, '>=': 6,
  '|': 7, is: 8, as: 8, '+': 9, '-': 9, '&': 9, '*': 10, '/': 10, div: 10, mod: 10,
}; // biome-ignore format: one table

const calendarUnits = /^(?:year|month|week|day|hour|minute|second|millisecond)s?$/;
/** Deeper nesting than this is refused, and longer chains of operators or steps. */
const deepest = 200;
const longest = 1000;

/** @throws FhirPathError of kind `syntax`, with the offset. */
export function parse(expression: string): Ast {
  const parser = new Parser(tokensOf(expression));
  const ast = parser.expression(0);
  parser.expect('end', '');
  return ast;
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get #token(): Token {
    return this.#tokens[this.#next]!;
  }

  expect(kind: Token['kind'], text?: string): Token {
    const token = this.#token;
    if (token.kind !== kind || (text !== undefined && token.text !== text)) {
      const due = text || (kind === 'end' ? 'the end of the expression' : 'a name');
      throw new FhirPathError('syntax', `${due} is due here, not ${token.text || 'the end'}.`, token.at);
    }
    this.#next++;
    return token;
  }

  #symbol(text: string): boolean {
    const { kind, text: own } = this.#token;
    if (kind !== 'symbol' || own !== text) return false;
    this.#next++;
    return true;
  }

  expression(least: number): Ast {
    let left = this.#operand();
    for (let links = 0; ; links++) {
      this.#limit(links, longest);
      const { kind, text, at } = this.#token;
      const binding = kind === 'symbol' || kind === 'word' ? precedence[text] : undefined;
      if (binding === undefined || binding <= least) break;
      this.#next++;
      if (text === 'is' || text === 'as') left = { kind: 'type', operator: text, left, type: this.#typeName(), at };
      else left = { kind: 'binary', operator: text as BinaryOperator, left, right: this.expression(binding), at };
    }
    return left;
  }

  /** An operand with its signs; every way to nest deeper leads through here. */
  #operand(): Ast {
    const { kind, text, at } = this.#token;
    this.#limit(++this.#depth, deepest);
    let operand: Ast;
    if (kind === 'symbol' && (text === '-' || text === '+')) {
      this.#next++;
      operand = { kind: 'sign', operator: text, operand: this.#operand(), at };
    } else operand = this.#path();
    this.#depth--;
    return operand;
  }

  #path(): Ast {
    let left = this.#term();
    for (let links = 0; ; links++) {
      this.#limit(links, longest);
      const { at: here } = this.#token;
      if (this.#symbol('.')) left = { kind: 'dot', left, right: this.#invocation(), at: here };
      else if (this.#symbol('[')) {
        left = { kind: 'item', left, index: this.expression(0), at: here };
        this.expect('symbol', ']');
      } else return left;
    }
  }

  #limit(count: number, most: number): void {
    if (count > most)
      throw new FhirPathError('syntax', `The expression is nested or chained more than ${most} times.`, this.#token.at);
  }

  #term(): Ast {
    const { kind, text, at } = this.#token;
    if (kind === 'symbol') return this.#symbolTerm();
    if (kind === 'integer' || kind === 'decimal') return this.#number();
    if (kind === 'string' || kind === 'date' || kind === 'dateTime' || kind === 'time') {
      this.#next++;
      return { kind: 'literal', literal: { type: kind, text }, at };
    }
    if (kind === 'word' && (text === 'true' || text === 'false')) {
      this.#next++;
      return { kind: 'literal', literal: { type: 'boolean', value: text === 'true' }, at };
    }
    return this.#invocation();
  }

  #symbolTerm(): Ast {
    const { text, at } = this.#token;
    this.#next++;
    if (text === '(') {
      const inner = this.expression(0);
      this.expect('symbol', ')');
      return inner;
    }
    if (text === '{') {
      this.expect('symbol', '}');
      return { kind: 'empty', at };
    }
    if (text === '%') {
      const token = this.#token;
      if (token.kind !== 'word' && token.kind !== 'quoted' && token.kind !== 'string') this.expect('word');
      this.#next++;
      return { kind: 'variable', name: token.text, at };
    }
    throw new FhirPathError('syntax', `${text} cannot stand here.`, at);
  }

  #number(): Ast {
    const { kind, text, at } = this.#token;
    this.#next++;
    const unit = this.#token;
    const calendar = unit.kind === 'word' && calendarUnits.test(unit.text);
    if (calendar || unit.kind === 'string') {
      this.#next++;
      return { kind: 'literal', literal: { type: 'quantity', text, unit: unit.text, calendar }, at };
    }
    return { kind: 'literal', literal: { type: kind as 'integer' | 'decimal', text }, at };
  }

  #invocation(): Ast {
    const { kind, text, at } = this.#token;
    if (kind === 'scope') {
      this.#next++;
      return { kind: 'scope', name: text as 'this' | 'index' | 'total', at };
    }
    const name = this.#name();
    if (kind === 'quoted' || !this.#symbol('(')) return { kind: 'member', name, at };
    const args: Ast[] = [];
    if (!this.#symbol(')')) {
      do args.push(this.expression(0));
      while (this.#symbol(','));
      this.expect('symbol', ')');
    }
    return { kind: 'call', name, args, at };
  }

  #name(): string {
    return this.#token.kind === 'quoted' ? this.expect('quoted').text : this.expect('word').text;
  }

  #typeName(): TypeName {
    const name = this.#name();
    return this.#symbol('.') ? { namespace: name, name: this.#name() } : { name };
  }
}
