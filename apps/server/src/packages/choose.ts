/** Which of several versions of a definition a package means. https://hl7.org/fhir/packages.html#2.1.10.4 */
import type { LoadedPackage, PackageKey } from '@charthouse/chart-store';
import { nameOf, resolveDependency } from './dependencies.ts';
import { compareVersions } from './versions.ts';

export interface Candidate {
  readonly package: PackageKey;
}

export type Choose = <One extends Candidate>(from: PackageKey, candidates: readonly One[]) => One | undefined;

/** That of the package itself, else of those it depends on, else the newest. */
export function chooseAmong(loaded: readonly LoadedPackage[]): Choose {
  const reached = new Map<string, ReadonlySet<string>>();
  return (from, candidates) => {
    if (candidates.length < 2) return candidates[0];
    const key = nameOf(from);
    const within = reached.get(key) ?? reachedFrom(from, loaded);
    reached.set(key, within);
    const newestFirst = candidates.toSorted((a, b) => compareVersions(b.package.version, a.package.version));
    return (
      newestFirst.find((one) => nameOf(one.package) === key) ??
      newestFirst.find((one) => within.has(nameOf(one.package))) ??
      newestFirst[0]
    );
  };
}

function reachedFrom(from: PackageKey, loaded: readonly LoadedPackage[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (key: PackageKey): void => {
    const own = loaded.find((one) => nameOf(one) === nameOf(key));
    for (const dependency of Object.entries(own?.dependencies ?? {})) {
      const target = resolveDependency(dependency, loaded);
      if (!target || names.has(nameOf(target))) continue;
      names.add(nameOf(target));
      visit(target);
    }
  };
  visit(from);
  return names;
}
