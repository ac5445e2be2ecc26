/** Lists and escapes in query values. https://hl7.org/fhir/R4/search.html#escaping */

/** Splits at a separator that no backslash precedes; the parts keep their escapes. */
export function splitOn(text: string, separator: ',' | '|' | '$'): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** Undoes `\,`, `\|`, `\$` and `\\`. */
export function withoutEscapes(text: string): string {
  return text.replace(/\\([,|$\\])/g, '$1');
}
