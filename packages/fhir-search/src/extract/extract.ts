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
import { type IndexRows, noDate, type RefRow } from '../index-rows.ts';
import type { Keys } from '../keys.ts';
import type { Parameter } from '../parameters/parameter.ts';
import type { Registry } from '../parameters/registry.ts';
import { selfKey } from '../special/compartment.ts';
import { compositeExtractor } from '../types/composite/extract.ts';
import { searchTypes } from '../types/index.ts';
import type { Extractor, ValuePlace } from '../types/search-type.ts';
import { ownCanonicals } from './canonical.ts';
import { addTok, type Collected, countRow, markEdges, see, startCollecting } from './collected.ts';
import { patientOf } from './patient.ts';
import { addPatientCodes, hasPatientCodes } from './patient-codes.ts';
import { presentCodes } from './present.ts';
import { primaryDateOf } from './primary-date.ts';
import { isWhole } from './whole.ts';

export interface ExtractParts {
  readonly registry: Registry;
  readonly keys: Keys;
  readonly bases: readonly string[];
}

interface Compiled {
  readonly tree: Tree<Collected>;
  readonly computed: readonly ((out: Collected) => void)[];
  /** Number of the parameter whose least date is `sd`; undefined: there is none. */
  readonly primary: number | undefined;
  readonly patientCodes: boolean;
  /** Sorted by a row that every resource has. */
  readonly whole: readonly { readonly id: number; readonly h: bigint }[];
}

export function createExtract({
  registry,
  keys,
  bases,
}: ExtractParts): (resource: Resource, limit?: number) => IndexRows {
  const compiled = new Map<string, Compiled>();
  return (resource, limit = Number.POSITIVE_INFINITY) => {
    const type = resource.resourceType;
    let one = compiled.get(type);
    if (!one) {
      one = compile(registry.of(type), { type, keys, bases });
      compiled.set(type, one);
    }
    const out = startCollecting(resource, limit);
    const tk = keys.resource(`${type}/${resource.id ?? ''}`);
    addTok(out, keys.type(type));
    if (compartments[type] && resource.id) addTok(out, selfKey(keys, `${type}/${resource.id}`));
    for (const key of ownCanonicals(keys, resource)) addTok(out, key);
    walk(one.tree, resource, out);
    for (const add of one.computed) add(out);
    const patient = patientOf(resource, { out, keys });
    if (one.patientCodes) addPatientCodes(resource, { out, keys });
    for (const { id, h } of one.whole) if (!out.present.has(id)) out.str.push({ h, val: '', edge: 'b', sorts: 0 });
    return finish(out, { patient, primary: one.primary, ref: refRows(out, { keys, bases }), tk });
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
    whole: owners
      .filter(({ code }) => isWhole(type, code))
      .map((owner) => ({ id: owner.id, h: keys.of('string', owner) })),
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

interface Finishing {
  readonly patient: bigint | null;
  readonly primary: number | undefined;
  readonly ref: readonly RefRow[];
  readonly tk: bigint;
}

function finish(out: Collected, { patient, primary, ref, tk }: Finishing): IndexRows {
  markEdges(out.str, { low: (row) => row.val, high: (row) => row.val });
  markEdges(out.dat, { low: (row) => row.lo, high: (row) => row.hi });
  // `<5` sorts by 5, which is all that is known of it.
  markEdges(out.qty, {
    low: ({ lo, hi }) => (lo === Number.NEGATIVE_INFINITY ? hi : lo),
    high: ({ lo, hi }) => (hi === Number.POSITIVE_INFINITY ? lo : hi),
  });
  const first =
    primary === undefined ? undefined : out.dat.find((row) => row.sorts === primary && 'fb'.includes(row.edge));
  const { tok, str, dat, qty } = out;
  return { sd: first?.lo ?? withoutDate(tk), patient, tok, str, dat, qty, ref, present: presentCodes(out.present) };
}

/** Each its own, so that a key with many undated resources is still found in one step. */
function withoutDate(tk: bigint): bigint {
  return noDate - (tk & 0xffff_ffff_ffffn);
}

/** A row for every local reference and each parameter that covers it, distinct. */
function refRows(out: Collected, { keys, bases }: Pick<ExtractParts, 'keys' | 'bases'>): RefRow[] {
  const rows: RefRow[] = [];
  const seen = new Map<bigint, number | string | Set<number | string>>();
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
  return rows;
}
