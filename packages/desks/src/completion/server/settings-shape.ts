/** That settings are made as the usual ones are: what is a list, a number, words. What they mean is asked afterwards. */

/** What is of another kind, by its path; a setting that the usual ones lack is none of ours to judge. */
export function shapeProblems(given: unknown, usual: unknown, path = ''): string[] {
  const [is, expected] = [kindOf(given), kindOf(usual)];
  if (is !== expected) return [`${path || 'the settings'}: ${words[expected]} is expected, and this is ${words[is]}`];
  if (Array.isArray(given) && Array.isArray(usual))
    return usual.length === 0 ? [] : given.flatMap((one, i) => shapeProblems(one, usual[0], `${path}[${i}]`));
  if (is !== 'object') return [];
  const [own, known] = [Object.entries(given as object), new Map(Object.entries(usual as object))];
  return own.flatMap(([name, value]) =>
    known.has(name) ? shapeProblems(value, known.get(name), path ? `${path}.${name}` : name) : [],
  );
}

const words = {
  array: 'a list',
  object: 'an object',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'nothing',
} as const;

function kindOf(value: unknown): keyof typeof words {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as 'object' | 'string' | 'number' | 'boolean';
}
