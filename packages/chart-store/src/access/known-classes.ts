/** What the numbers of access classes stand for: a number never stands for anything else, so it is read once. */
import type { AccessClass } from '@charthouse/fhir-model';
import type { NamedStatement } from '../connections/reader.ts';

export interface KnownClasses {
  /** Undefined: there is no such class. */
  of(vis: number): AccessClass | undefined | Promise<AccessClass | undefined>;
}

interface ClassRow {
  readonly labels: string[];
  readonly facility: string | null;
  readonly states: AccessClass['states'];
}

const named: NamedStatement = {
  name: 'access class',
  text: 'select labels, facility, states from access_class where vis = $1',
};

export function knownClasses(
  query: <Row>(statement: NamedStatement, values: readonly unknown[]) => Promise<Row[]>,
): KnownClasses {
  const known = new Map<number, AccessClass>();
  const read = async (vis: number) => {
    const [row] = await query<ClassRow>(named, [vis]);
    if (!row) return undefined;
    const { labels, facility, states } = row;
    const one: AccessClass = { labels, states, ...(facility !== null && { facility }) };
    known.set(vis, one);
    return one;
  };
  return { of: (vis) => known.get(vis) ?? read(vis) };
}
