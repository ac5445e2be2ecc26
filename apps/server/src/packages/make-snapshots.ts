/** Makes the snapshots that profiles lack, as far as their bases are loaded. https://hl7.org/fhir/R4/profiling.html#snapshot */
import type { LoadedResource, PackageChange, PackageKey } from '@charthouse/chart-store';
import { isObject, type JsonObject, parseJson, withLiterals } from '@charthouse/fhir-model';
import { createConformance, SnapshotError, snapshotOf } from '@charthouse/fhir-validate';
import { type Choose, chooseAmong } from './choose.ts';
import { nameOf } from './dependencies.ts';

interface Lacking {
  readonly package: string;
  readonly url: string;
  readonly why: string;
}

export interface SnapshotsMade {
  readonly made: number;
  /** Those that could not be made. */
  readonly lacking: readonly Lacking[];
}

const type = 'StructureDefinition';

export async function makeSnapshots(change: PackageChange): Promise<SnapshotsMade> {
  const waiting: LoadedResource[] = [];
  for await (const one of change.resources({ types: [type], waiting: true })) waiting.push(one);
  if (waiting.length === 0) return { made: 0, lacking: [] };
  const all = new Map<string, LoadedResource[]>();
  for await (const one of change.resources({ types: [type] })) {
    const key = one.url ?? '';
    all.set(key, [...(all.get(key) ?? []), one]);
  }
  const definitions = { all, choose: chooseAmong(await change.list()), parsed: new Map<string, JsonObject>() };
  let made = 0;
  const lacking: Lacking[] = [];
  for (const one of waiting) {
    try {
      const { value, literals } = parseJson(one.body);
      if (!isObject(value)) continue;
      value.snapshot = { element: snapshotOf(value, finder(one.package, definitions)) };
      definitions.parsed.set(keyOf(one), value);
      const body = withLiterals(literals, () => JSON.stringify(value));
      const { waitsFor: _, ...rest } = one;
      await change.replace({ ...rest, body });
      made++;
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error;
      lacking.push({ package: nameOf(one.package), url: one.url ?? '', why: error.message });
    }
  }
  return { made, lacking };
}

const keyOf = ({ package: of, n }: LoadedResource) => `${nameOf(of)}/${n}`;

interface Definitions {
  readonly all: ReadonlyMap<string, readonly LoadedResource[]>;
  readonly choose: Choose;
  readonly parsed: Map<string, JsonObject>;
}

const specification = createConformance([]);

/** Definitions as a package means them; those of the specification need not be loaded. */
function finder(from: PackageKey, { all, choose, parsed }: Definitions): (canonical: string) => JsonObject | undefined {
  return (canonical) => {
    const [url = '', version] = canonical.split('|');
    const candidates = (all.get(url) ?? []).filter((one) => version === undefined || one.version === version);
    const found = choose(from, candidates);
    if (!found) return specification.find(type, canonical);
    const known = parsed.get(keyOf(found)) ?? (JSON.parse(found.body) as JsonObject);
    parsed.set(keyOf(found), known);
    return known;
  };
}
