/**
 * Which parameters need no rows of their own because others hold the same values: equal expressions (`phonetic` = `name`),
 * unions of others (`combo-code` = `code` | `component-code`), and parts by type of target (`patient` of `subject`).
 */
import type { SearchParameterDefinition } from '@charthouse/fhir-model/definitions';
import { type JsonPath, type JsonStep, pathName } from '../expression/resolve.ts';
import type { OpenParameter, Parameter } from './parameter.ts';

interface Shareable {
  readonly code: string;
  readonly searchType: string;
  readonly paths: readonly JsonPath[];
  readonly isAdded: boolean;
}

interface Sharing {
  /** Code -> codes whose rows answer it. */
  readonly parts: ReadonlyMap<string, readonly string[]>;
  /** Code -> type of target -> code whose rows hold such references. */
  readonly routes: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Of the parameters of one resource type. What was added by resources never changes which rows the others have: it may lean
 * on those of base parameters, none on its, so that it can go again.
 */
export function sharingOf(all: readonly Parameter[], added: ReadonlySet<SearchParameterDefinition>): Sharing {
  const parts = new Map<string, readonly string[]>();
  const candidates = all.map((one) => shareable(one, added)).filter((one) => one.paths.length > 0);
  const owners: Shareable[] = [];
  for (const one of candidates) {
    const equal = owners.find(
      (owner) => !owner.isAdded && owner.searchType === one.searchType && samePaths(owner, one),
    );
    if (equal) parts.set(one.code, [equal.code]);
    else owners.push(one);
  }
  const routes = routesOf(owners);
  for (const one of owners) {
    if (routes.has(one.code) || isRouted(routes, one.code)) continue;
    const cover = coverOf(one, owners);
    if (cover) parts.set(one.code, cover);
  }
  return { parts, routes };
}

function isRouted(routes: ReadonlyMap<string, ReadonlyMap<string, string>>, code: string): boolean {
  return [...routes.values()].some((byType) => [...byType.values()].includes(code));
}

function samePaths(a: Shareable, b: Shareable): boolean {
  const own = new Set(a.paths.map(pathName));
  return a.paths.length === b.paths.length && b.paths.every((path) => own.has(pathName(path)));
}

/** Other parameters whose paths are parts of this one's and together all of them. */
function coverOf(one: Shareable, owners: readonly Shareable[]): string[] | undefined {
  const missing = new Set(one.paths.map(pathName));
  const all = new Set(missing);
  const cover: string[] = [];
  for (const other of owners) {
    if (other === one || other.isAdded || other.searchType !== one.searchType || other.paths.length >= all.size)
      continue;
    const names = other.paths.map(pathName);
    if (!names.every((name) => all.has(name)) || !names.some((name) => missing.has(name))) continue;
    for (const name of names) missing.delete(name);
    cover.push(other.code);
  }
  return missing.size === 0 ? cover : undefined;
}

function routesOf(owners: readonly Shareable[]): Map<string, Map<string, string>> {
  const routes = new Map<string, Map<string, string>>();
  const references = owners.filter((owner) => owner.searchType === 'reference');
  for (const narrow of references) {
    const target = targetOf(narrow);
    if (!target || narrow.isAdded) continue;
    const open = narrow.paths.map((path) => ({ ...path, steps: path.steps.slice(0, -1) }));
    const wide = references.find((other) => other !== narrow && samePaths(other, { ...narrow, paths: open }));
    if (!wide) continue;
    const known = routes.get(wide.code) ?? new Map<string, string>();
    if (!known.has(target)) known.set(target, narrow.code);
    routes.set(wide.code, known);
  }
  return routes;
}

/** The type when every path ends in `where(resolve() is T)` with the same T. */
function targetOf({ paths }: Shareable): string | undefined {
  const last = paths.map((path): JsonStep | undefined => path.steps.at(-1));
  const first = last[0];
  if (first?.kind !== 'target') return undefined;
  return last.every((step) => step?.kind === 'target' && step.type === first.type) ? first.type : undefined;
}

/** A composite is named by its elements and by what its components read in them. */
function shareable(parameter: Parameter, added: ReadonlySet<SearchParameterDefinition>): Shareable {
  const { code, definition, paths, composites } = parameter;
  const elements = composites.map(({ path, components }): JsonPath => {
    const read = components.map((one) => [one.definition.type, one.fromResource, one.paths.map(pathName).sort()]);
    return { ...path, type: JSON.stringify([path.type, read]) };
  });
  return { code, searchType: definition.type, paths: [...paths, ...elements], isAdded: added.has(definition) };
}

/** Adds parts and routes to parameters that were made without them. */
export function applySharing(own: readonly OpenParameter[], sharing: Sharing): void {
  const byCode = new Map(own.map((parameter) => [parameter.code, parameter]));
  const ownersOf = (code: string): readonly string[] =>
    sharing.parts.get(code)?.flatMap((part) => ownersOf(part)) ?? [code];
  for (const parameter of own) {
    parameter.parts.push(...ownersOf(parameter.code).flatMap((code) => byCode.get(code) ?? []));
    for (const [type, code] of sharing.routes.get(parameter.code) ?? []) {
      const target = byCode.get(code);
      if (target) parameter.routes.set(type, target);
    }
  }
}
