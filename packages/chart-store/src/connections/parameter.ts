/** Values as parameters of statements: text as PostgreSQL reads it, bytes in binary. */

/** The wire form of one parameter. Throws on values that have none. */
export function parameter(value: unknown): Buffer | string | null {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`;
  return scalar(value);
}

function scalar(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      if (value instanceof Date) return value.toISOString();
      throw new Error(`A value of type ${typeof value} cannot be bound to a statement.`);
  }
}

function arrayElement(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`;
  if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value).toString('hex')}"`;
  return typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : scalar(value);
}
