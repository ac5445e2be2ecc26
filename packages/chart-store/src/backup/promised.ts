/** The tables and sequences that the migrations of a database made; others in the same schema are not ours. */
import type pg from 'pg';

export interface Promised {
  /** One line per column, index and constraint. */
  readonly objects: readonly string[];
  readonly tables: readonly string[];
  readonly sequences: readonly string[];
}

/** What the last migration left, as the database itself remembers it. */
export async function promisedObjects(client: pg.ClientBase): Promise<Promised> {
  const { rows } = await client.query<{ objects: string[] }>(
    'select objects from migration order by version desc limit 1',
  );
  const objects = rows[0]?.objects ?? [];
  const names = (pattern: RegExp) => [...new Set(objects.flatMap((line) => pattern.exec(line)?.[1] ?? []))];
  return { objects, tables: names(/^(\w+)\.\w+ /), sequences: names(/^sequence (\w+)$/) };
}
