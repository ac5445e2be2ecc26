/** Addresses that stay on the machine that follows them. */
export function isLoopbackUrl({ hostname }: URL): boolean {
  return /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(hostname);
}
