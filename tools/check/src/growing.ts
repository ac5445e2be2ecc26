/** The growing things of the house: where each kind lives. `npm run new` writes one; CONTRIBUTING.md shows how. */

export interface Growing {
  readonly folder: string;
  /** Files in the folder that are no such thing: its shape, what several of them share. */
  readonly shape: readonly string[];
  /** A test of several things, which names those it tests. */
  readonly testedBy?: string;
  /** A test that goes through all of them. */
  readonly allTestedBy?: string;
}

export const growing: readonly Growing[] = [
  {
    folder: 'packages/fhir-api/src/interactions',
    shape: ['stored'],
    allTestedBy: 'packages/fhir-api/src/writing/record-model.db.test.ts',
  },
  {
    folder: 'packages/fhir-api/src/operations',
    shape: [
      'operation',
      'subject',
      'fhirpath-parts',
      'validate-modes',
      'definition-resource',
      'change-meta',
      'meta-change',
    ],
    testedBy: 'packages/fhir-api/src/operations/operations.db.test.ts',
  },
  {
    folder: 'packages/fhir-search/src/types',
    shape: ['search-type'],
    allTestedBy: 'packages/chart-store/src/search/search.db.test.ts',
  },
  {
    folder: 'packages/fhir-search/src/special',
    shape: ['special', 'compartment'],
    allTestedBy: 'packages/chart-store/src/search/search.db.test.ts',
  },
  {
    folder: 'packages/fhir-validate/src/rules',
    shape: [],
    testedBy: 'packages/fhir-validate/src/validator.cases.json',
  },
  { folder: 'packages/access/src/policies', shape: ['policy', 'express-consent', 'work'] },
  {
    folder: 'packages/access/src/roles',
    shape: ['role', 'named', 'type-groups', 'clearances', 'everything'],
    allTestedBy: 'packages/access/src/roles/roles.test.ts',
  },
  { folder: 'packages/access/src/labels/rules', shape: [] },
  {
    folder: 'packages/desks/src/completion/rules/deficiencies',
    shape: [],
    allTestedBy: 'packages/desks/src/completion/rules/deficiencies.test.ts',
  },
  {
    folder: 'packages/desks/src/completion/rules/checks',
    shape: ['check'],
    allTestedBy: 'packages/desks/src/completion/rules/deficiencies.test.ts',
  },
  { folder: 'apps/server/src/cli', shape: [], testedBy: 'apps/server/src/cli/commands.test.ts' },
  { folder: 'tools/check/src/laws', shape: [] },
  { folder: 'tools/new/src/kinds', shape: [], allTestedBy: 'tools/new/src/write.test.ts' },
  { folder: 'tools/docs/src/parts', shape: [], allTestedBy: 'tools/docs/src/parts/parts.test.ts' },
];
