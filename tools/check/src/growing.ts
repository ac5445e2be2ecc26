/** The growing things of the house: where each kind lives. `npm run new` writes one; CONTRIBUTING.md shows how. */

export interface Growing {
  readonly folder: string;
  /** Files in the folder that are no such thing: its shape, what several of them share. */
  readonly shape: readonly string[];
  /** A test that goes through the whole registry, in place of cases beside each thing. */
  readonly testedBy?: string;
}

export const growing: readonly Growing[] = [
  { folder: 'packages/fhir-api/src/interactions', shape: ['stored'] },
  {
    folder: 'packages/fhir-api/src/operations',
    shape: ['operation', 'definition-resource', 'change-meta', 'meta-change'],
  },
  { folder: 'packages/fhir-search/src/types', shape: ['search-type'] },
  { folder: 'packages/fhir-search/src/special', shape: ['special', 'compartment'] },
  { folder: 'packages/fhir-validate/src/rules', shape: [] },
  { folder: 'apps/server/src/cli', shape: [] },
  { folder: 'tools/check/src/laws', shape: [] },
  { folder: 'tools/new/src/kinds', shape: [], testedBy: 'tools/new/src/write.test.ts' },
  { folder: 'tools/docs/src/parts', shape: [], testedBy: 'tools/docs/src/parts/parts.test.ts' },
];
