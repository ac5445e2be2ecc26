/** Regular expressions of expressions, kept from taking forever on long texts. https://hl7.org/fhirpath/N1/#matchesregex-string-boolean */
import { failed } from '../error.ts';

const made = new Map<string, RegExp>();
/** Repetitions inside repetitions can take exponential time; such patterns get short texts only. */
const nested = /\((?:[^()\\]|\\.|\([^()]*\))*[*+}](?:[^()\\]|\\.|\([^()]*\))*\)[*+{]/;
const longest = { nested: 40, plain: 100_000 };

/** @throws where the pattern is no regular expression, or the text too long for it. */
export function regex(pattern: string, flags: string, text: string): RegExp {
  if (text.length > longest.plain || (text.length > longest.nested && nested.test(pattern)))
    throw failed('The text is too long to be matched against this pattern.');
  const key = `${flags} ${pattern}`;
  let own = made.get(key);
  if (!own) {
    own = compiled(pattern, flags);
    if (made.size > 1000) made.clear();
    made.set(key, own);
  }
  own.lastIndex = 0;
  return own;
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
