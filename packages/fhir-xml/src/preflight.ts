/**
 * Refuses XML text that would cost too much or that the DOM parser lets through although it is not well-formed, in one pass
 * before any tree is built: DOCTYPE (so no entities of its own), nesting, characters and references XML 1.0 does not have.
 * https://www.w3.org/TR/xml/
 */
import { OutcomeError, outcomes } from '@charthouse/fhir-model';
import { nextMarkup } from './markup.ts';

export interface XmlLimits {
  /** Deepest nesting of elements, and of the objects and arrays of the JSON form. */
  readonly depth: number;
  /** Longest text, in UTF-16 code units. */
  readonly length: number;
}

export const defaultXmlLimits: XmlLimits = { depth: 128, length: 20_000_000 };

const forbiddenCharacter = /[^\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const reference = /&(?:amp|lt|gt|quot|apos|#(\d{1,7})|#x([\da-fA-F]{1,6}));|&/g;

/**
 * @param text with line ends already normalised to LF
 * @throws OutcomeError 400 with line and column; 413 when longer than the limit.
 */
export function preflight(text: string, limits: XmlLimits): void {
  if (text.length > limits.length)
    throw outcomes.tooLarge(`The XML text has ${text.length} characters; at most ${limits.length} are accepted.`);
  const bad = forbiddenCharacter.exec(text);
  if (bad)
    failAt(text, bad.index, 'A character that XML does not allow (control character or half of a surrogate pair)');
  const references = referenceCheck(text);
  let depth = 0;
  let at = 0;
  for (let markup = nextMarkup(text, 0); markup; markup = nextMarkup(text, at)) {
    const { kind, from, to } = markup;
    if (kind === 'declaration')
      failAt(text, from, 'A DOCTYPE is not accepted: FHIR has no use for it, and it can hide entities');
    if (Number.isNaN(to)) failAt(text, from, 'This markup does not end, or has "<" or a quote where none may be');
    references.check(from);
    if (kind === 'opaque') references.skip(to);
    if (kind === 'end') depth--;
    else if (kind === 'start' && ++depth > limits.depth)
      failAt(text, from, `Elements are nested deeper than ${limits.depth} levels`);
    at = to;
  }
  references.check(text.length);
}

/** Goes over the references of a text once, as far as it is told. */
function referenceCheck(text: string) {
  const pattern = new RegExp(reference);
  let next = pattern.exec(text);
  return {
    check(to: number): void {
      for (; next && next.index < to; next = pattern.exec(text)) checkReference(text, next);
    },
    skip(to: number): void {
      if (!next || next.index >= to) return;
      pattern.lastIndex = to;
      next = pattern.exec(text);
    },
  };
}

function checkReference(text: string, { index, 0: whole, 1: decimal, 2: hexadecimal }: RegExpExecArray): void {
  if (whole === '&')
    failAt(text, index, '"&" must be written "&amp;"; XML knows amp, lt, gt, quot, apos and numbers (&#160;) only');
  const code = decimal ? Number(decimal) : hexadecimal ? Number.parseInt(hexadecimal, 16) : 0x20;
  if (!isCharacter(code)) failAt(text, index, `"${whole}" is no character that XML allows`);
}

function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

function failAt(text: string, at: number, what: string): never {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  throw malformedXml(what, line, at - before.lastIndexOf('\n'));
}

/** The 400 for text that is not well-formed XML, with its place in the text. */
export function malformedXml(what: string, line: number, column: number): OutcomeError {
  const error = outcomes.malformed(`${what} (line ${line}, column ${column}).`);
  return new OutcomeError(error.status, [{ ...error.issues[0]!, line, column }]);
}
