/** base64, urlbase64 and hex of the UTF-8 of a text. https://build.fhir.org/ig/HL7/FHIRPath/#encodeformat--string--string */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function utf8(text: string): number[] {
  return [...encodeURIComponent(text).matchAll(/%([\dA-F]{2})|([^%])/g)].map(([, hex, letter]) =>
    hex ? Number.parseInt(hex, 16) : letter!.charCodeAt(0),
  );
}

function fromUtf8(bytes: readonly number[]): string | undefined {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return undefined;
  }
}

/** Undefined for an unknown format. */
export function encode(text: string, format: string): string | undefined {
  const bytes = utf8(text);
  if (format === 'hex') return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (format === 'base64') return base64(bytes);
  return format === 'urlbase64' ? base64(bytes).replaceAll('+', '-').replaceAll('/', '_') : undefined;
}

/** Undefined for an unknown format, or a text that is not in it. */
export function decode(text: string, format: string): string | undefined {
  if (format === 'hex') {
    if (!/^(?:[\da-fA-F]{2})*$/.test(text)) return undefined;
    return fromUtf8((text.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
  }
  if (format !== 'base64' && format !== 'urlbase64') return undefined;
  const bytes = fromBase64(format === 'urlbase64' ? text.replaceAll('-', '+').replaceAll('_', '/') : text);
  return bytes && fromUtf8(bytes);
}

function base64(bytes: readonly number[]): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const letters = [18, 12, 6, 0].map((shift) => alphabet[(bits >> shift) & 63]!).join('');
    out += letters.slice(0, Math.min(4, bytes.length - at + 1)).padEnd(4, '=');
  }
  return out;
}

function fromBase64(text: string): number[] | undefined {
  const letters = text.replace(/=+$/, '');
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const letter of letters) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 255);
    }
  }
  return bytes;
}
