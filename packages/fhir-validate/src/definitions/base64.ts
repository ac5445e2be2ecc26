/** Base64 to text, without help of the platform. https://www.rfc-editor.org/rfc/rfc4648#section-4 */

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as characters of the same number: enough to find ASCII in them. */
export function asciiOf(base64: string): string {
  const parts: string[] = [];
  let bits = 0;
  let count = 0;
  for (const letter of base64) {
    const value = letters.indexOf(letter);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      parts.push(String.fromCharCode((bits >> count) & 0xff));
    }
  }
  return parts.join('');
}
