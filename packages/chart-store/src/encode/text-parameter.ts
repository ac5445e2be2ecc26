/** Values as PostgreSQL reads them in text. https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */

/** The form of one parameter; bytes stay bytes. Throws on values that have none. */
export function textParameter(value: unknown): Uint8Array | string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return value;
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
