/** What of a schema is no more as its migrations made it, as phrases for people. Lines are those of `schemaObjects`. */

interface SchemaObject {
  /** `column res.body`, `index tok_key`, `constraint job_pkey of job`, `sequence rid_block`. */
  readonly name: string;
  /** Type of a column, definition of an index or constraint. */
  readonly is: string;
  readonly table: string | undefined;
}

/** Everything that is missing or differs, and columns, constraints and invalid indexes that came into the tables: these can refuse or lose writes. */
export function driftOf(promised: readonly string[], actual: readonly string[]): string[] {
  const made = new Map(promised.map((line) => [nameOf(line), objectOf(line)]));
  const found = new Map(actual.map((line) => [nameOf(line), objectOf(line)]));
  const tables = new Set([...found.values()].flatMap(({ table }) => table ?? []));
  const lost = new Set([...made.values()].flatMap(({ table }) => (table && !tables.has(table) ? [table] : [])));
  const changes = [...made.values()].flatMap((one) => {
    if (one.table && lost.has(one.table)) return [];
    const now = found.get(one.name);
    if (now?.is === one.is) return [];
    return [now ? `${one.name} is ${now.is}, not ${one.is}` : `${one.name} is missing`];
  });
  const ours = new Set([...made.values()].flatMap(({ table }) => table ?? []));
  const added = [...found.values()].filter((one) => !made.has(one.name) && intrudes(one, ours, made));
  return [
    ...[...lost].map((table) => `table ${table} is missing`),
    ...changes,
    ...added.map(({ name, is }) => (is ? `${name} (${is}) was added` : `${name} cannot be used`)),
  ];
}

function intrudes(
  { name, table }: SchemaObject,
  ours: ReadonlySet<string>,
  made: ReadonlyMap<string, unknown>,
): boolean {
  if (name.startsWith('invalid ')) return made.has(name.slice('invalid '.length));
  return table !== undefined && ours.has(table) && !name.startsWith('index ');
}

function nameOf(line: string): string {
  return objectOf(line).name;
}

function objectOf(line: string): SchemaObject {
  const [, name = line, is = ''] =
    /^((?:invalid )?(?:index|sequence) \w+|constraint \w+ of \w+):? ?(.*)$/s.exec(line) ?? [];
  if (name !== line || is !== '' || /^(invalid index|sequence) /.test(line)) {
    const table = / of (\w+)$/.exec(name)?.[1] ?? / ON (?:ONLY )?(\w+) /.exec(is)?.[1];
    return { name, is, table };
  }
  const [column = '', ...type] = line.split(' ');
  return { name: `column ${column}`, is: type.join(' '), table: column.split('.')[0] };
}
