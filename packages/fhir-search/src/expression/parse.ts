/**
 * Reads the FHIRPath of search parameters: unions of paths with the few functions such expressions use.
 * https://hl7.org/fhir/R4/searchparameter.html#SearchParameter.expression
 */

export type Step =
  | { readonly kind: 'field'; readonly name: string }
  /** `ofType(T)`, `as(T)`, `x as T`. */
  | { readonly kind: 'ofType'; readonly type: string }
  /** `where(field = 'value')`. */
  | { readonly kind: 'where'; readonly field: string; readonly value: string }
  /** `where(resolve() is T)`. */
  | { readonly kind: 'target'; readonly type: string }
  | { readonly kind: 'index'; readonly at: number };

/** A path from a resource type (`Patient.name` has root `Patient`), from the resource (`%resource`) or from where it is used. */
export interface Path {
  readonly root: string | undefined;
  readonly steps: readonly Step[];
}

/** @throws SyntaxError what is not understood, and where. */
export function parseExpression(text: string): readonly Path[] {
  const reader: Reader = { text, tokens: tokensOf(text), at: 0 };
  const paths = union(reader);
  if (reader.at < reader.tokens.length) return fail(reader);
  return paths;
}

interface Reader {
  readonly text: string;
  readonly tokens: readonly string[];
  at: number;
}

function tokensOf(text: string): string[] {
  return text.match(/'(?:[^'\\]|\\.)*'|%?\w+|[^\s]/g) ?? [];
}

function fail(reader: Reader): never {
  const found = reader.tokens[reader.at] ?? 'the end';
  throw new SyntaxError(
    `The expression "${reader.text}" cannot be indexed: ${found} is not understood. ` +
      `Understood: paths, |, ofType(), as, where(x = 'y'), where(resolve() is T), extension('url'), [n].`,
  );
}

function take(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at++;
  return true;
}

function expect(reader: Reader, ...tokens: readonly string[]): void {
  for (const token of tokens) if (!take(reader, token)) fail(reader);
}

function name(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token === undefined || !/^\w+$/.test(token)) return fail(reader);
  reader.at++;
  return token;
}

function literal(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (!token?.startsWith("'")) return fail(reader);
  reader.at++;
  return token.slice(1, -1).replace(/\\(.)/g, '$1');
}

function union(reader: Reader): Path[] {
  const paths = term(reader);
  while (take(reader, '|')) paths.push(...term(reader));
  return paths;
}

function term(reader: Reader): Path[] {
  let paths = start(reader);
  for (;;) {
    const steps = postfix(reader);
    if (!steps) return paths;
    paths = paths.map((path) => ({ root: path.root, steps: [...path.steps, ...steps] }));
  }
}

function start(reader: Reader): Path[] {
  if (take(reader, '(')) {
    const inner = union(reader);
    expect(reader, ')');
    return inner;
  }
  if (take(reader, '%resource')) return [{ root: '%resource', steps: [] }];
  const first = name(reader);
  if (reader.tokens[reader.at] === '(') {
    reader.at--;
    return [{ root: undefined, steps: call(reader, name(reader)) }];
  }
  if (/^[A-Z]/.test(first)) return [{ root: first, steps: [] }];
  return [{ root: undefined, steps: [{ kind: 'field', name: first }] }];
}

function postfix(reader: Reader): Step[] | undefined {
  if (take(reader, '[')) {
    const at = Number(name(reader));
    expect(reader, ']');
    return [{ kind: 'index', at }];
  }
  if (take(reader, 'as')) return [{ kind: 'ofType', type: name(reader) }];
  if (!take(reader, '.')) return undefined;
  const step = name(reader);
  if (reader.tokens[reader.at] === '(') return call(reader, step);
  return [{ kind: 'field', name: step }];
}

function call(reader: Reader, called: string): Step[] {
  expect(reader, '(');
  const steps = argument(reader, called);
  expect(reader, ')');
  return steps;
}

function argument(reader: Reader, called: string): Step[] {
  switch (called) {
    case 'ofType':
    case 'as':
      return [{ kind: 'ofType', type: name(reader) }];
    case 'extension':
      return [
        { kind: 'field', name: 'extension' },
        { kind: 'where', field: 'url', value: literal(reader) },
      ];
    case 'where':
      return [filter(reader)];
    default:
      reader.at -= 2;
      return fail(reader);
  }
}

function filter(reader: Reader): Step {
  const field = name(reader);
  if (field === 'resolve') {
    expect(reader, '(', ')', 'is');
    return { kind: 'target', type: name(reader) };
  }
  expect(reader, '=');
  return { kind: 'where', field, value: literal(reader) };
}
