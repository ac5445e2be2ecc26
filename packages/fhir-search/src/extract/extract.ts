/** The index rows of a resource: one walk along a tree of all paths of its type. */
import {
  eachReference,
  type JsonValue,
  parseLiteral,
  type ReferenceElement,
  type Resource,
} from '@charthouse/fhir-model';
import { compartments } from '@charthouse/fhir-model/definitions';
import { addPath, emptyTree, type Tree, walk } from '../expression/walk.ts';
import { byAddress, type ContainedRows, type IndexRows, noDate, type QtyRow, type RefRow } from '../index-rows.ts';
import type { Keys } from '../keys.ts';
import type { Parameter } from '../parameters/parameter.ts';
import type { Registry } from '../parameters/registry.ts';
import { selfKey } from '../special/compartment.ts';
import { compositeExtractor } from '../types/composite/extract.ts';
import { searchTypes } from '../types/index.ts';
import type { Extractor, ValuePlace } from '../types/search-type.ts';
import { contentAddresses } from './addresses.ts';
import { ownCanonicals } from './canonical.ts';
import { addTok, type Collected, countRow, markEdges, type Seen, see, startCollecting } from './collected.ts';
import { containedIn, fragmentsOf } from './contained.ts';
import { patientOf } from './patient.ts';
import { addPatientCodes, hasPatientCodes } from './patient-codes.ts';
import { presentCodes } from './present.ts';
import { primaryDateOf } from './primary-date.ts';

export interface ExtractParts {
  readonly registry: Registry;
  readonly keys: Keys;
  readonly bases: readonly string[];
  readonly typeId: (type: string) => number;
}

interface Compiled {
  readonly tree: Tree<Collected>;
  readonly computed: readonly ((out: Collected) => void)[];
  /** Number of the parameter whose least date is `sd`; undefined: there is none. */
  readonly primary: number | undefined;
  readonly patientCodes: boolean;
}

export function createExtract(parts: ExtractParts): (resource: Resource, limit?: number) => IndexRows {
  const { keys, bases } = parts;
  const [own, inner] = [compiler(parts), compiler({ ...parts, keys: keys.on(true) })];
  return (resource, limit = Number.POSITIVE_INFINITY) => {
    const type = resource.resourceType;
    const name = `${type}/${resource.id ?? ''}`;
    const within = containedIn(resource);
    const out = startCollecting({ resource, name, fragments: fragmentsOf(within), limit });
    const tk = keys.resource(name);
    addTok(out, keys.type(type));
    if (compartments[type] && resource.id) addTok(out, selfKey(keys, name));
    const one = own(type);
    collect(out, one, keys);
    const patient = patientOf(resource, { out, keys });
    const rows = { ...finish(out, one, tk), patient, ref: refRows(out, { keys, bases }), codes: out.codes };
    if (within.length === 0) return rows;
    const collecting = { name, fragments: new Map(out.fragments).set('', type), limit };
    let left = limit - out.rows;
    const contained = within.map(({ place, id, resource: one }) => {
      const collected = startCollecting({ ...collecting, resource: one, limit: left });
      const found = containedRows(collected, { compile: inner, keys: keys.on(true), id });
      left -= collected.rows;
      return { ...found, place, tid: parts.typeId(one.resourceType) };
    });
    return { ...rows, contained };
  };
}

interface Within {
  readonly compile: (type: string) => Compiled;
  readonly keys: Keys;
  readonly id: string;
}

function containedRows(out: Collected, { compile, keys, id }: Within): Omit<ContainedRows, 'place' | 'tid'> {
  const one = compile(out.resource.resourceType);
  const tk = keys.resource(`${out.name}#${id}`);
  addTok(out, keys.type(out.resource.resourceType));
  collect(out, one, keys);
  const ref: RefRow[] = [];
  const seen: Seen = new Map();
  for (const { tk, parameters } of out.references.values())
    for (const p of parameters) if (see(seen, tk, p) !== 'again') ref.push({ tk, p });
  return { ...finish(out, one, tk), ref, id, tk };
}

/** What a resource has in common with a contained one. */
function collect(out: Collected, one: Compiled, keys: Keys): void {
  const { resource } = out;
  for (const key of ownCanonicals(keys, resource)) addTok(out, key);
  walk(one.tree, resource, out);
  for (const add of one.computed) add(out);
  if (one.patientCodes) addPatientCodes(resource, { out, keys });
}

/** Each type is compiled once, when it is first met. */
function compiler({ registry, keys, bases }: ExtractParts): (type: string) => Compiled {
  const compiled = new Map<string, Compiled>();
  return (type) => {
    let one = compiled.get(type);
    if (!one) {
      one = compile(registry.of(type), { type, keys, bases });
      compiled.set(type, one);
    }
    return one;
  };
}

type Compiling = Pick<ExtractParts, 'keys' | 'bases'> & { readonly type: string };

function compile(parameters: ReadonlyMap<string, Parameter>, { type, keys, bases }: Compiling): Compiled {
  const tree = emptyTree<Collected>();
  const all = [...parameters.values()];
  const routed = new Set(all.flatMap((parameter) => [...parameter.routes.values()]));
  const owners = all.filter(
    (parameter) => !routed.has(parameter) && parameter.parts.length === 1 && parameter.parts[0] === parameter,
  );
  for (const parameter of owners) addParameter(tree, { parameter, keys, bases });
  const primary = parameters.get(primaryDateOf(type));
  return {
    tree,
    computed: all.filter((parameter) => parameter.computed).map((parameter) => computedAt({ parameter, keys, bases })),
    primary: primary?.definition.type === 'date' ? primary.parts[0]?.id : undefined,
    patientCodes: hasPatientCodes(parameters),
  };
}

function addParameter(tree: Tree<Collected>, place: ValuePlace): void {
  const { parameter } = place;
  const mark = (add: Extractor) => (value: JsonValue, out: Collected) => {
    if (add(value, out)) out.present.add(parameter.id);
  };
  const { extract } = searchTypes[parameter.definition.type]!;
  for (const path of parameter.paths)
    addPath(tree, path, mark(extract[path.type]!({ ...place, ...(path.valueSet && { valueSet: path.valueSet }) })));
  for (const composite of parameter.composites)
    addPath(tree, composite.path, mark(compositeExtractor(composite, place)));
}

function computedAt(place: ValuePlace): (out: Collected) => void {
  const { parameter } = place;
  const add = searchTypes[parameter.definition.type]!.extract.boolean!(place);
  return (out) => {
    add(parameter.computed!(out.resource), out);
    out.present.add(parameter.id);
  };
}

function finish(out: Collected, { primary }: Compiled, tk: bigint): Omit<IndexRows, 'patient' | 'ref' | 'contained'> {
  markEdges(out.str, { low: (row) => row.val, high: (row) => row.val });
  // Dates sort by their beginnings, numbers by the middle of their range.
  markEdges(out.dat, { low: ({ lo }) => lo, high: ({ lo }) => lo });
  markEdges(out.qty, { low: middle, high: middle });
  const first =
    primary === undefined ? undefined : out.dat.find((row) => row.sorts === primary && 'fb'.includes(row.edge));
  const { tok, str, dat, qty } = out;
  return { sd: first?.lo ?? withoutDate(tk), tok, str, dat, qty, present: presentCodes(out.present) };
}

/** `<5` sorts by 5, which is all that is known of it. */
function middle({ lo, hi }: QtyRow): number {
  if (lo === Number.NEGATIVE_INFINITY) return hi;
  return hi === Number.POSITIVE_INFINITY ? lo : lo / 2 + hi / 2;
}

/** Each its own, so that a key with many undated resources is still found in one step. */
function withoutDate(tk: bigint): bigint {
  return noDate - (tk & 0xffff_ffff_ffffn);
}

/** A row for every local reference and each parameter that covers it, distinct. */
function refRows(out: Collected, { keys, bases }: Pick<ExtractParts, 'keys' | 'bases'>): RefRow[] {
  const rows: RefRow[] = [];
  const seen: Seen = new Map();
  const add = (tk: bigint, p: number) => {
    if (see(seen, tk, p) === 'again') return;
    countRow(out);
    rows.push({ tk, p });
  };
  for (const { tk, p } of out.canonicals) add(tk, p);
  eachReference(out.resource, (element: ReferenceElement) => {
    const known = out.references.get(element);
    if (known) for (const p of known.parameters) add(known.tk, p);
    else {
      const target = parseLiteral(element.reference, bases);
      if (target) add(keys.resource(`${target.type}/${target.id}`), 0);
    }
  });
  for (const address of contentAddresses(out.resource)) {
    const target = parseLiteral(address, bases);
    if (target?.type === 'Binary') add(keys.resource(`Binary/${target.id}`), byAddress);
  }
  return rows;
}
