/** Reads UCUM unit codes and converts them to base units, for the units in `ucum-atoms`. https://ucum.org/ucum */
import { remembered } from '../../bounded-cache.ts';
import { type Atom, atoms, prefixes } from './ucum-atoms.ts';
import { furtherAtoms } from './ucum-further-atoms.ts';

export const ucum = 'http://unitsofmeasure.org';

/** Base units as text (`g.m-3`), and how a value gets there: value * factor + offset. */
export interface CanonicalUnit {
  readonly unit: string;
  readonly factor: number;
  readonly offset: number;
}

/** Undefined for a unit that is not known: it is compared as written. */
export function canonicalUnit(code: string): CanonicalUnit | undefined {
  return known(code).unit;
}

const known = remembered((code): { readonly unit: CanonicalUnit | undefined } => ({ unit: readUnitCode(code) }), 1024);

/** False: it breaks the grammar of UCUM or names a unit that UCUM has not. */
export function isUnit(code: string): boolean {
  return code.length > 64 || readWhole(code, (name) => atomOf(name, furtherAtoms) ?? atomOf(name)) !== undefined;
}

function readUnitCode(code: string): CanonicalUnit | undefined {
  if (code.length > 64) return undefined;
  const term = readWhole(code, (name) => atomOf(name));
  if (!term) return undefined;
  const unit = Object.entries(term.dimensions)
    .filter(([, exponent]) => exponent !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, exponent]) => `${name}${exponent === 1 ? '' : exponent}`)
    .join('.');
  const offset = term.atomic ? (term.offset ?? 0) : 0;
  return { unit: unit || '1', factor: Number(term.factor.toPrecision(15)), offset };
}

function readWhole(code: string, atomNamed: Reader['atomNamed']): Term | undefined {
  const reader = { text: code.replace(/\{[^{}]*\}/g, '{}'), at: 0, atomNamed };
  const term = readTerm(reader);
  return reader.at < reader.text.length ? undefined : term;
}

interface Reader {
  readonly text: string;
  readonly atomNamed: (name: string) => Atom | undefined;
  at: number;
}

interface Term extends Atom {
  /** A single unit without exponent: only there an offset (degrees Celsius) has a meaning. */
  readonly atomic: boolean;
}

function readTerm(reader: Reader): Term | undefined {
  const { text } = reader;
  let all: Term | undefined;
  if (text[reader.at] === '/') all = { factor: 1, dimensions: {}, atomic: false };
  else all = readComponent(reader);
  while (all && (text[reader.at] === '.' || text[reader.at] === '/')) {
    const sign = text[reader.at++] === '/' ? -1 : 1;
    const next = readComponent(reader);
    all = next && combine(all, next, sign);
  }
  return all;
}

function readComponent(reader: Reader): Term | undefined {
  if (reader.text[reader.at] !== '(') return readUnit(reader);
  reader.at++;
  const inner = readTerm(reader);
  if (!inner || reader.text[reader.at++] !== ')') return undefined;
  return { ...inner, atomic: false };
}

function readUnit(reader: Reader): Term | undefined {
  const match = /^(\{\}|(?:10[*^]|\[[^\]]*\]|[A-Za-z%_']+(?:\[[^\]]*\])?|\d+))(?:([+-]?\d+))?(?:\{\})?/.exec(
    reader.text.slice(reader.at),
  );
  if (!match) return undefined;
  reader.at += match[0].length;
  const [, name = '', exponent] = match;
  if (name === '{}') return exponent === undefined ? { factor: 1, dimensions: {}, atomic: true } : undefined;
  const atom = /^\d+$/.test(name) ? { factor: Number(name), dimensions: {} } : reader.atomNamed(name);
  if (!atom) return undefined;
  return exponent === undefined ? { ...atom, atomic: true } : power(atom, Number(exponent));
}

function atomOf(name: string, known: Readonly<Record<string, Atom>> = atoms): Atom | undefined {
  const plain = Object.hasOwn(known, name) ? known[name] : undefined;
  if (plain) return plain;
  for (const length of [1, 2]) {
    const prefix = name.slice(0, length);
    const rest = name.slice(length);
    if (!Object.hasOwn(prefixes, prefix) || !Object.hasOwn(known, rest)) continue;
    const atom = known[rest]!;
    if (atom.metric) return { ...atom, factor: atom.factor * prefixes[prefix]! };
  }
  return undefined;
}

function power(atom: Atom, exponent: number): Term {
  const dimensions = Object.fromEntries(Object.entries(atom.dimensions).map(([name, n]) => [name, n * exponent]));
  return { factor: atom.factor ** exponent, dimensions, atomic: false };
}

function combine(left: Term, right: Term, sign: 1 | -1): Term {
  const raised = power(right, sign);
  const dimensions: Record<string, number> = { ...left.dimensions };
  for (const [name, n] of Object.entries(raised.dimensions)) dimensions[name] = (dimensions[name] ?? 0) + n;
  return { factor: left.factor * raised.factor, dimensions, atomic: false };
}
