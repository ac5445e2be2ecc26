/** How strings are compared: without case and accents. https://hl7.org/fhir/R4/search.html#string */

/** Characters kept: four bytes each at most, so that (h, val, rid) fits a page of the index. */
const indexedLength = 400;

export function normalise(text: string): string {
  const lower = text.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  const plain = /^[\x00-\x7f]*$/.test(lower)
    ? lower
    : lower
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .normalize('NFC');
  return plain.length > indexedLength ? cut(plain) : plain;
}

/** Cuts without splitting a surrogate pair. */
function cut(text: string): string {
  const short = text.slice(0, indexedLength);
  return short.isWellFormed() ? short : short.slice(0, -1);
}
