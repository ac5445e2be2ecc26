/** Regular expressions of expressions, kept from taking forever. https://hl7.org/fhirpath/N1/#matchesregex-string-boolean */
import { failed } from '../error.ts';
import { isMatch, type Program, programOf } from './regex-match.ts';
import { regexTree } from './regex-tree.ts';

interface Pattern {
  readonly native: RegExp;
  /** Longest text the platform's own way of matching, which may try many ways one after the other, is trusted with. */
  readonly longest: number;
  /** Made when first needed; undefined: the pattern looks around or back, or is too large. */
  linear: Program | undefined | 'not made';
}

const made = new Map<string, Pattern>();
/** Steps that matching all ways at once may take: characters times the size of the pattern. */
const mostSteps = 50_000_000;

/** Some part of the text matches. @throws where the pattern is no regular expression, or matching would take too long */
export function matches(pattern: string, text: string): boolean {
  const own = patternOf(pattern, 's');
  if (text.length <= own.longest) return own.native.test(text);
  own.linear = own.linear === 'not made' ? linearOf(pattern, own.native) : own.linear;
  if (!own.linear || own.linear.length * text.length > mostSteps) throw tooLong();
  return isMatch(own.linear, text, own.native.unicode);
}

/** @throws as `matches` */
export function replaceMatches(text: string, pattern: string, by: string): string {
  const own = patternOf(pattern, 'gs');
  if (text.length <= own.longest) return text.replace(own.native, by);
  if (matches(pattern, text)) throw tooLong();
  return text;
}

function tooLong(): Error {
  return failed('The text is too long to be matched against this pattern.');
}

function patternOf(pattern: string, flags: string): Pattern {
  const key = `${flags} ${pattern}`;
  let own = made.get(key);
  if (!own) {
    own = { native: compiled(pattern, flags), longest: longestFor(pattern), linear: 'not made' };
    if (made.size > 1000) made.clear();
    made.set(key, own);
  }
  own.native.lastIndex = 0;
  return own;
}

/** By the number of repetitions without end, each of which may start anywhere. */
const longestPlain = [100_000, 5000, 400, 100];
const manyWays = /\)(?:[*+]|\{)|\{\d+,\d*\}|\\[1-9k]/;

/** Repeated groups can take exponential time. */
function longestFor(pattern: string): number {
  if (manyWays.test(pattern)) return 16;
  const repetitions = pattern.match(/[*+]/g)?.length ?? 0;
  return longestPlain[repetitions] ?? 32;
}

function linearOf(pattern: string, { flags }: RegExp): Program | undefined {
  const tree = regexTree(pattern, flags);
  return tree && programOf(tree);
}

function compiled(pattern: string, flags: string): RegExp {
  for (const mode of [`${flags}u`, flags])
    try {
      return new RegExp(pattern, mode);
    } catch {
      // Older patterns with needless escapes are no Unicode patterns, but still regular expressions.
    }
  throw failed(`"${pattern}" is no regular expression.`);
}
