/** Expands the value sets of required bindings whose code systems come with the definitions. */
import type { Definition, Definitions } from './source.ts';

type Codes = Record<string, string[]>;

/** Value set URL (without version) -> code system URL -> codes. A set that needs an absent code system or a filter is left out. */
export function requiredCodes(source: Definitions): Record<string, Codes> {
  return codesOf(boundSets(source.structures, 'required'), source);
}

/** Of the other bindings, and of those that come with the specification's own profiles; the larger sets are left out. */
export function weakerCodes(source: Definitions): Record<string, Codes> {
  const required = new Set(boundSets(source.structures, 'required'));
  const weaker = [
    ...boundSets(source.structures, 'extensible', 'preferred'),
    ...boundSets(source.profiles, 'required', 'extensible', 'preferred'),
  ];
  const sets = codesOf(
    [...new Set(weaker)].filter((url) => !required.has(url)),
    source,
  );
  const size = (codes: Codes) => Object.values(codes).flat().length;
  return Object.fromEntries(Object.entries(sets).filter(([, codes]) => size(codes) <= 1000));
}

function boundSets(structures: readonly Definition[], ...strengths: readonly string[]): string[] {
  const elements = structures.flatMap((structure) => structure.snapshot?.element ?? structure.differential.element);
  return elements
    .filter(({ binding }) => strengths.includes(binding?.strength) && binding.valueSet)
    .map(({ binding }) => binding.valueSet.split('|')[0]);
}

function codesOf(urls: readonly string[], source: Definitions): Record<string, Codes> {
  const sets = new Map(source.valueSets.map((v) => [v.url, v]));
  const systems = new Map(source.codeSystems.map((s) => [s.url, s]));
  const out: Record<string, Codes> = {};
  for (const url of [...new Set(urls)].sort()) {
    const codes = expand(url, { sets, systems, path: [] });
    if (codes) out[url] = codes;
  }
  return out;
}

interface Known {
  readonly sets: ReadonlyMap<string, Definition>;
  readonly systems: ReadonlyMap<string, Definition>;
  readonly path: readonly string[];
}

function expand(url: string, known: Known): Codes | undefined {
  const set = known.sets.get(url);
  if (!set?.compose || set.compose.exclude || known.path.includes(url)) return undefined;
  const out: Codes = {};
  for (const include of set.compose.include) {
    const part = include.system
      ? systemCodes(include, known)
      : importedCodes(include, { ...known, path: [...known.path, url] });
    if (!part) return undefined;
    for (const [system, codes] of Object.entries(part)) out[system] = [...new Set([...(out[system] ?? []), ...codes])];
  }
  return out;
}

function importedCodes(include: Definition, known: Known): Codes | undefined {
  const out: Codes = {};
  for (const url of include.valueSet ?? []) {
    const part = expand(url.split('|')[0], known);
    if (!part) return undefined;
    for (const [system, codes] of Object.entries(part)) out[system] = [...(out[system] ?? []), ...codes];
  }
  return out;
}

function systemCodes(include: Definition, known: Known): Codes | undefined {
  if (include.valueSet) return undefined;
  if (include.concept) return { [include.system]: include.concept.map((c: Definition) => c.code) };
  const system = known.systems.get(include.system);
  if (system?.content !== 'complete' || include.filter) return undefined;
  const codes: string[] = [];
  const visit = (concepts: readonly Definition[]) => {
    for (const concept of concepts) {
      codes.push(concept.code);
      if (concept.concept) visit(concept.concept);
    }
  };
  visit(system.concept ?? []);
  return { [include.system]: codes };
}
