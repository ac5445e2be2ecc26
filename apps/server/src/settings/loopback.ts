/** Addresses that only this machine reaches: https://www.rfc-editor.org/rfc/rfc6890 */

/** `localhost`, `127.0.0.0/8` and `::1`, this also in brackets as in an URL. */
export function isLoopback(host: string): boolean {
  return /^(localhost|\[::1\]|::1|127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/.test(host);
}
