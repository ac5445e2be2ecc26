/**
 * Reads JSON text for the record (RFC 8259, https://hl7.org/fhir/R4/json.html). Stricter than `JSON.parse` where a health record
 * must be, and it keeps the text of numbers: `1.0` means another precision than `1` and must come back as written.
 */

import { OutcomeError, outcomes } from '../outcomes.ts';
import type { JsonObject, JsonValue } from '../resource.ts';

/** A number whose text is not what JavaScript would print: `holder[key]` holds the number, `text` its literal. */
export interface NumberLiteral {
  readonly holder: JsonObject | JsonValue[];
  readonly key: string | number;
  readonly text: string;
}

export interface ParsedJson {
  readonly value: JsonValue;
  /** In order of the text; empty for most resources. */
  readonly literals: readonly NumberLiteral[];
}

export interface ParseLimits {
  /** Deepest nesting of objects and arrays. */
  readonly depth: number;
}

const defaultLimits: ParseLimits = { depth: 128 };

/**
 * @throws OutcomeError 400 with line and column: syntax, duplicate key, lone surrogate, NUL, control character, nesting over the limit.
 */
export function parseJson(text: string, limits: ParseLimits = defaultLimits): ParsedJson {
  return new Reader(text, limits).document();
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Ends where no further character could belong to the number. */
const numberLiteral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;

class Reader {
  readonly #text: string;
  readonly #depthLimit: number;
  readonly #literals: NumberLiteral[] = [];
  #at = 0;
  #depth = 0;

  constructor(text: string, limits: ParseLimits) {
    this.#text = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    this.#depthLimit = limits.depth;
  }

  document(): ParsedJson {
    const root: JsonValue[] = [];
    root.push(this.#value(root, 0));
    this.#next();
    if (this.#at < this.#text.length) this.#fail('Text after the end of the JSON document');
    return { value: root[0] as JsonValue, literals: this.#literals };
  }

  /** Skips white space; the code of the next character, NaN at the end. */
  #next(): number {
    const text = this.#text;
    let code = text.charCodeAt(this.#at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++this.#at);
    return code;
  }

  #value(holder: JsonObject | JsonValue[], key: string | number): JsonValue {
    const code = this.#next();
    if (code === QUOTE) return this.#string();
    if (code === 0x7b) return this.#object();
    if (code === 0x5b) return this.#array();
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.#number(holder, key);
    if (this.#word('true')) return true;
    if (this.#word('false')) return false;
    if (this.#word('null')) return null;
    return this.#fail(Number.isNaN(code) ? 'The JSON text ends too early' : 'A JSON value is expected here');
  }

  #word(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #enter(): void {
    this.#at++;
    if (++this.#depth > this.#depthLimit) this.#fail(`Nested deeper than ${this.#depthLimit} levels`);
  }

  #object(): JsonObject {
    this.#enter();
    const object: JsonObject = {};
    if (this.#next() === 0x7d) return this.#leave(object);
    for (;;) {
      if (this.#next() !== QUOTE) this.#fail('A property name in double quotes is expected here');
      const keyAt = this.#at;
      const key = this.#string();
      if (Object.hasOwn(object, key)) {
        this.#at = keyAt;
        this.#fail(`The property "${shortened(key)}" stands twice in one object`);
      }
      if (this.#next() !== 0x3a) this.#fail('A colon is expected here');
      this.#at++;
      const value = this.#value(object, key);
      if (key === '__proto__')
        Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
      else object[key] = value;
      const code = this.#next();
      if (code === 0x7d) return this.#leave(object);
      if (code !== 0x2c) this.#fail('A comma or } is expected here');
      this.#at++;
    }
  }

  #array(): JsonValue[] {
    this.#enter();
    const array: JsonValue[] = [];
    if (this.#next() === 0x5d) return this.#leave(array);
    for (;;) {
      array.push(this.#value(array, array.length));
      const code = this.#next();
      if (code === 0x5d) return this.#leave(array);
      if (code !== 0x2c) this.#fail('A comma or ] is expected here');
      this.#at++;
    }
  }

  #leave<T>(value: T): T {
    this.#at++;
    this.#depth--;
    return value;
  }

  #number(holder: JsonObject | JsonValue[], key: string | number): number {
    numberLiteral.lastIndex = this.#at;
    const text = numberLiteral.exec(this.#text)?.[0];
    if (text === undefined) return this.#fail('This is no JSON number');
    this.#at += text.length;
    const number = Number(text);
    if (String(number) !== text) this.#literals.push({ holder, key, text });
    return number;
  }

  #string(): string {
    const text = this.#text;
    const start = ++this.#at;
    for (let at = start; ; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return text.slice(start, at);
      }
      if (code === BACKSLASH || (code >= 0xd800 && code <= 0xdfff)) return this.#carefulString(start, at);
      if (code < 0x20 || Number.isNaN(code)) return this.#failInString(at);
    }
  }

  /** A string with escapes or characters beyond the basic plane: finds its end, then checks what it decodes to. */
  #carefulString(start: number, from: number): string {
    const text = this.#text;
    let end = from;
    for (let code = text.charCodeAt(end); code !== QUOTE; code = text.charCodeAt(end)) {
      if (!(code >= 0x20)) return this.#failInString(end);
      end += code === BACKSLASH ? 2 : 1;
    }
    this.#at = start - 1;
    let value: string;
    try {
      value = JSON.parse(text.slice(start - 1, end + 1));
    } catch {
      return this.#fail('The string has an escape that JSON does not know');
    }
    if (!value.isWellFormed()) this.#fail('The string has half of a surrogate pair (no Unicode character)');
    if (value.includes('\0')) this.#fail('The string has a NUL character, which a record cannot keep');
    this.#at = end + 1;
    return value;
  }

  #failInString(at: number): never {
    this.#at = Math.min(at, this.#text.length);
    return this.#fail(
      at < this.#text.length ? 'A control character must be escaped in a string' : 'The string does not end',
    );
  }

  #fail(what: string): never {
    const before = this.#text.slice(0, this.#at);
    const line = before.split('\n').length;
    const column = this.#at - before.lastIndexOf('\n');
    const error = outcomes.malformed(`${what} (line ${line}, column ${column}).`);
    throw new OutcomeError(error.status, [{ ...error.issues[0]!, line, column }]);
  }
}

function shortened(key: string): string {
  return key.length > 80 ? `${key.slice(0, 80)}…` : key;
}
