/** What packages need of each other. https://hl7.org/fhir/packages.html */
import type { LoadedPackage, PackageFacts, PackageKey } from '@charthouse/chart-store';
import { compareVersions, fits } from './versions.ts';

type Dependent = Pick<PackageFacts, 'name' | 'version' | 'dependencies'>;

/** The FHIR R4 specification itself, which the program brings along. */
const core: PackageKey = { name: 'hl7.fhir.r4.core', version: '4.0.1' };

export interface Missing {
  readonly name: string;
  /** As the package states it. */
  readonly version: string;
  /** Versions of it that are loaded, but not meant. */
  readonly others: readonly string[];
}

export function nameOf({ name, version }: PackageKey): string {
  return `${name}#${version}`;
}

/** The newest loaded version that a dependency means. */
export function resolveDependency<Key extends PackageKey>(
  [name, wanted]: readonly [name: string, wanted: string],
  loaded: readonly Key[],
): Key | undefined {
  const own = loaded.filter((one) => one.name === name && fits(one.version, wanted));
  return own.toSorted((a, b) => compareVersions(b.version, a.version))[0];
}

/** Dependencies of a package that no loaded one meets. */
export function missingOf({ dependencies }: Dependent, loaded: readonly PackageKey[]): Missing[] {
  const there = [...loaded, core];
  return Object.entries(dependencies)
    .filter((dependency) => !resolveDependency(dependency, there))
    .map(([name, version]) => ({
      name,
      version,
      others: loaded.filter((one) => one.name === name).map((one) => one.version),
    }));
}

/** Loaded packages whose dependencies were met and would not be without `gone`. */
export function dependentsOf(gone: readonly PackageKey[], loaded: readonly LoadedPackage[]): LoadedPackage[] {
  const names = new Set(gone.map(nameOf));
  const left = loaded.filter((one) => !names.has(nameOf(one)));
  return left.filter((one) => missingOf(one, left).length > missingOf(one, loaded).length);
}
