/** Input that is not in the form its specification gives. */

export class Malformed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Malformed';
  }
}

/** What `read` gives, or the reason why its input is malformed. Other errors pass. */
export function readOrReason<T>(read: () => T): { readonly value: T } | { readonly reason: string } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof Malformed) return { reason: error.message };
    throw error;
  }
}
