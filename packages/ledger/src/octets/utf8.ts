/** UTF-8, strictly: what is no Unicode text is refused in both directions. https://www.rfc-editor.org/rfc/rfc3629 */
import { Malformed } from '../malformed.ts';

/** @throws Malformed for half a surrogate pair */
export function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) as number;
    if (code >= 0xd800 && code <= 0xdfff) throw new Malformed('The text holds half of a surrogate pair.');
    if (code < 0x80) bytes[length++] = code;
    else {
      const following = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      bytes[length++] = [0, 0xc0, 0xe0, 0xf0][following]! | (code >> (6 * following));
      for (let shift = 6 * (following - 1); shift >= 0; shift -= 6) bytes[length++] = 0x80 | ((code >> shift) & 0x3f);
    }
  }
  return bytes.slice(0, length);
}

/** @throws Malformed for bytes that are no UTF-8 */
export function fromUtf8(bytes: Uint8Array): string {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(escaped);
  } catch {
    throw new Malformed('The bytes are no UTF-8 text.');
  }
}
