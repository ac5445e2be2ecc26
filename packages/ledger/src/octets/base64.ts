/** Base64 with padding; only the one canonical spelling of the bytes is read. https://www.rfc-editor.org/rfc/rfc4648#section-4 */
import { Malformed } from '../malformed.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values: readonly number[] = Array.from({ length: 128 }, (_, code) => alphabet.indexOf(String.fromCharCode(code)));

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const letters =
      alphabet[bits >> 18]! + alphabet[(bits >> 12) & 63]! + alphabet[(bits >> 6) & 63]! + alphabet[bits & 63]!;
    parts.push(at + 2 < bytes.length ? letters : letters.slice(0, bytes.length - at + 1).padEnd(4, '='));
  }
  return parts.join('');
}

/** @throws Malformed for other letters, missing padding, bits that belong to no byte, blanks and line ends */
export function fromBase64(text: string): Uint8Array {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (text.length % 4 !== 0) throw malformed(text);
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let length = 0;
  for (let at = 0; at < text.length; at += 4) {
    const left = at + 4 === text.length ? 4 - padding : 4;
    let bits = 0;
    for (let letter = 0; letter < 4; letter++) {
      const value = letter < left ? (values[text.charCodeAt(at + letter)] ?? -1) : 0;
      if (value < 0) throw malformed(text);
      bits = (bits << 6) | value;
    }
    for (let octet = 0; octet < left - 1; octet++) bytes[length++] = (bits >> (16 - 8 * octet)) & 255;
    if (left < 4 && (bits & (left === 3 ? 0xff : 0xffff)) !== 0) throw malformed(text);
  }
  return bytes;
}

function malformed(text: string): Malformed {
  return new Malformed(
    `"${text.slice(0, 60)}" is not base64 with padding and without line ends (RFC 4648, section 4).`,
  );
}
