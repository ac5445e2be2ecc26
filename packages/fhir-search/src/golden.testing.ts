/** Writes the statements of search cases as text to be read: hashes by what they are of, numbers of types and parameters by name. */
import { resourceTypes } from '@charthouse/fhir-model/definitions';
import {
  createSearch,
  type ParseOptions,
  type Search,
  type SearchQuery,
  type SearchTarget,
  type Sql,
} from './index.ts';

/** 2024-06-01T00:00:00Z */
const testNow = 1_717_200_000_000;

/** Keys start here, and numbers of parameters: so that no limit is taken for one, nor for the number of a system, made from a key. */
const base = (1n << 50n) + (1n << 29n);
const firstParameter = 12_000;
const hashed: string[] = [];
const parameters: string[] = [];

function hash(text: string): bigint {
  const known = hashed.indexOf(text);
  return base + BigInt(known < 0 ? hashed.push(text) - 1 : known);
}

export const testSearch: Search = createSearch({
  hash,
  typeId: (type) => resourceTypes.indexOf(type) + 1,
  typeName: (id) => resourceTypes[id - 1]!,
  parameterId: (type, code) => {
    const name = `${type}.${code}`;
    const known = parameters.indexOf(name);
    return firstParameter + (known < 0 ? parameters.push(name) - 1 : known);
  },
});

/** `Patient?name=a`, `Patient/1/Observation?code=x`, `?_type=Patient`; not encoded. */
export function parsed(url: string, options: Partial<ParseOptions> = {}): SearchQuery {
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  return testSearch.parse(targetOf(path), parametersOf(query), { strict: true, now: testNow, ...options });
}

function targetOf(path: string): SearchTarget {
  const [type = '', id, of] = path.split('/');
  if (id === undefined) return type === '' ? {} : { type };
  return { compartment: { type, id }, ...(of !== '*' && { type: of }) };
}

function parametersOf(query: string): [string, string][] {
  if (query === '') return [];
  return query.split('&').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]);
}

/** The pages of the cases, one below the other. */
export function pagesOf(cases: readonly string[]): string {
  return cases.map((url) => `-- ${url}\n${readable(testSearch.page(parsed(url)))}\n`).join('\n');
}

export function readable({ text, values }: Sql): string {
  const filled = text.replace(/\$(\d+)(::[\w]+(?:\[\])?)?/g, (_, n, cast) => shown(values[Number(n) - 1], cast ?? ''));
  const lines = filled
    .replace(/(?<!epoch) (from|where|join|order by|limit|union all) /g, '\n$1 ')
    .replace(/ and (exists|not|[a-z]\d+\.|\()/g, '\nand $1')
    .replaceAll('(select ', '(\nselect ')
    .replace(new RegExp(`${base / 1_000_000_000n}\\d{9}`, 'g'), (key) => `«${hashed[Number(BigInt(key) - base)]}»`)
    .split('\n');
  let depth = 0;
  return lines
    .map((line) => {
      const indented = `${'  '.repeat(depth)}${line}`;
      depth += line.split('(').length - line.split(')').length;
      return indented;
    })
    .join('\n');
}

function shown(value: unknown, cast: string): string {
  if (Array.isArray(value)) return `{${value.map((one) => shown(one, cast.replace('[]', ''))).join(', ')}}`;
  if (typeof value === 'bigint') {
    const text = value >= base && value < base + BigInt(hashed.length) ? hashed[Number(value - base)] : undefined;
    return text === undefined
      ? String(value)
      : `«${text.replaceAll('\0', ' ').replace(/\d{16}/g, (key) => shown(BigInt(key), cast))}»`;
  }
  if (value instanceof Uint8Array) return `<${parameters[((value[0]! & 0x7f) << 7) + value[1]! - firstParameter]}>`;
  if (typeof value === 'number' && cast === '::int2') return `<${resourceTypes[value - 1]}>`;
  if (typeof value === 'number' && cast === '::int4')
    return parameters[value - firstParameter] ? `<${parameters[value - firstParameter]}>` : systemOf(value);
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** Numbers of systems are made from hashes. */
function systemOf(value: number): string {
  const known = hashed.find(
    (text, i) => 2 + Number((base + BigInt(i)) & 0x3fff_ffffn) === Math.abs(value) && text.startsWith('system\0'),
  );
  return known ? `${value < 0 ? '-' : ''}<${known.replaceAll('\0', ' ')}>` : String(value);
}
