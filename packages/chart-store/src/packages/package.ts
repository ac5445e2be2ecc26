/** What is kept of a FHIR package. https://hl7.org/fhir/packages.html */

export interface PackageKey {
  readonly name: string;
  readonly version: string;
}

/** A package as its manifest and its files tell. */
export interface PackageFacts extends PackageKey {
  readonly title?: string;
  readonly fhirVersions: readonly string[];
  /** Name -> version, as the package states them: `6.1.0`, `4.0.x`. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Resource type -> how many definitions are kept. */
  readonly counts: Readonly<Record<string, number>>;
  /** In the package, but not kept. */
  readonly examples: number;
  /** Of the definitions as they came. */
  readonly sha256: string;
}

export interface LoadedPackage extends PackageFacts {
  /** Milliseconds since 1970. */
  readonly added: number;
}

/** A definition of a package. */
export interface PackageResource {
  readonly type: string;
  readonly url?: string;
  readonly version?: string;
  /** JSON text. */
  readonly body: string;
  /** The base without which no snapshot could be made. */
  readonly waitsFor?: string;
}

export interface LoadedResource extends PackageResource {
  readonly package: PackageKey;
  /** Its number in the package. */
  readonly n: number;
}
