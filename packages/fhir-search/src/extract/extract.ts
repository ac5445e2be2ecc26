/** The index rows of a resource: one walk along a tree of all paths of its type. */
import { eachReference, type JsonObject, parseLiteral, type Resource } from '@charthouse/fhir-model';
import { addPath, emptyTree, type Tree, walk } from '../expression/walk.ts';
import { type IndexRows, noDate, type RefRow } from '../index-rows.ts';
import type { Keys } from '../keys.ts';
import type { Parameter } from '../parameters/parameter.ts';
import type { Registry } from '../parameters/registry.ts';
import { extractComposite } from '../types/composite/extract.ts';
import { searchTypes } from '../types/index.ts';
import { addTok, type Collected, markEdges, startCollecting } from './collected.ts';
import { patientOf } from './patient.ts';
import { addPatientCodes, hasPatientCodes } from './patient-codes.ts';
import { presentCodes } from './present.ts';
import { primaryDateOf } from './primary-date.ts';

export interface ExtractParts {
  readonly registry: Registry;
  readonly keys: Keys;
  readonly base: string | undefined;
}

interface Compiled {
  readonly tree: Tree<Collected>;
  readonly computed: readonly Parameter[];
  /** Number of the parameter whose least date is `sd`; undefined: there is none. */
  readonly primary: number | undefined;
  readonly patientCodes: boolean;
}

export function createExtract({ registry, keys, base }: ExtractParts): (resource: Resource) => IndexRows {
  const compiled = new Map<string, Compiled>();
  return (resource) => {
    const type = resource.resourceType;
    let one = compiled.get(type);
    if (!one) {
      one = compile(registry.of(type), type);
      compiled.set(type, one);
    }
    const out = startCollecting({ keys, base, resource });
    addTok(out, keys.type(type));
    walk(one.tree, resource, out);
    for (const parameter of one.computed) addComputed(parameter, resource, out);
    const patient = patientOf(resource, out);
    if (one.patientCodes) addPatientCodes(resource, out);
    return finish(out, { patient, primary: one.primary });
  };
}

function compile(parameters: ReadonlyMap<string, Parameter>, type: string): Compiled {
  const tree = emptyTree<Collected>();
  const all = [...parameters.values()];
  const routed = new Set(all.flatMap((parameter) => [...parameter.routes.values()]));
  for (const parameter of all) {
    if (routed.has(parameter) || parameter.parts[0] !== parameter || parameter.parts.length > 1) continue;
    addParameter(tree, parameter);
  }
  const primary = parameters.get(primaryDateOf(type));
  return {
    tree,
    computed: all.filter((parameter) => parameter.computed),
    primary: primary?.definition.type === 'date' ? primary.parts[0]?.id : undefined,
    patientCodes: hasPatientCodes(parameters),
  };
}

function addParameter(tree: Tree<Collected>, parameter: Parameter): void {
  const { extract } = searchTypes[parameter.definition.type]!;
  for (const path of parameter.paths) {
    const add = extract[path.type]!;
    const place = { parameter, ...(path.valueSet && { valueSet: path.valueSet }) };
    addPath(tree, path, (value, out) => {
      if (add(value, place, out)) out.present.add(parameter.id);
    });
  }
  for (const composite of parameter.composites)
    addPath(tree, composite.path, (element, out) => {
      const found = extractComposite({ parameter, composite, resource: out.resource, element }, out);
      if (found) out.present.add(parameter.id);
    });
}

function addComputed(parameter: Parameter, resource: Resource, out: Collected): void {
  const { extract } = searchTypes[parameter.definition.type]!;
  extract.boolean!(parameter.computed!(resource), { parameter }, out);
  out.present.add(parameter.id);
}

interface Finishing {
  readonly patient: bigint | null;
  readonly primary: number | undefined;
}

function finish(out: Collected, { patient, primary }: Finishing): IndexRows {
  markEdges(out.str, { low: (row) => row.val, high: (row) => row.val });
  markEdges(out.dat, { low: (row) => row.lo, high: (row) => row.hi });
  markEdges(out.qty, { low: (row) => row.lo, high: (row) => row.hi });
  const first =
    primary === undefined ? undefined : out.dat.find((row) => row.sorts === primary && 'fb'.includes(row.edge));
  const { tok, str, dat, qty } = out;
  return {
    sd: first?.lo ?? noDate,
    patient,
    tok,
    str,
    dat,
    qty,
    ref: refRows(out),
    present: presentCodes(out.present),
  };
}

/** A row for every local reference and each parameter that covers it, distinct. */
function refRows(out: Collected): RefRow[] {
  const rows: RefRow[] = [];
  const seen = new Set<string>();
  eachReference(out.resource, (element: JsonObject & { reference: string }) => {
    const target = parseLiteral(element.reference, out.base);
    if (!target) return;
    const tk = out.keys.resource(target.type, target.id);
    for (const p of out.references.get(element) ?? [0]) {
      const name = `${tk}|${p}`;
      if (seen.has(name)) continue;
      seen.add(name);
      rows.push({ tk, p });
    }
  });
  return rows;
}
