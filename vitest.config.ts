import { defineConfig } from 'vitest/config';

const outside = ['**/node_modules/**', '**/generated/**'];
const pureFloors = [
  'packages/{fhir-model,fhirpath,fhir-xml,fhir-patch,fhir-validate,fhir-search,access,ledger,worklist,rulebook}/src/**/*.test.ts',
  'packages/desks/src/*/rules/**/*.test.ts',
];
const databaseSetup = 'tools/testkit/src/test-database.ts';
const database = ['**/*.db.test.ts', '**/*.e2e.test.ts'];

/** Each has a PostgreSQL of its own: transactions of another file would hold back what outbox and texts may read. */
const databaseWorkers = process.env.CHARTHOUSE_TEST_DATABASE_URL ? 1 : 2;

/** Milliseconds. No test is to take so long; a busy machine may. */
const patience = 30_000;

/** Where a test waits for what PostgreSQL, a process or a browser does by itself, a busy machine may be late once. */
const retry = process.env.CI ? 1 : 0;

/** Long suites on the pure floors in which nothing depends on the time zone: they run in one. */
const suites = ['**/*.suite.test.ts'];

/**
 * The pure floors run once in each of three time zones: a result that depends on the machine's zone fails. They keep no state, so
 * that the files of a zone share what they load.
 */
const pure = ['UTC', 'America/New_York', 'Asia/Kolkata'].map((zone, i) => ({
  test: {
    name: `pure ${zone}`,
    include: pureFloors,
    exclude: [...outside, ...database, ...(i === 0 ? [] : suites)],
    env: { TZ: zone },
    testTimeout: patience,
    isolate: false,
  },
}));

export default defineConfig({
  test: {
    maxWorkers: '100%', // by default one processor is left to others
    projects: [
      ...pure,
      {
        test: {
          name: 'node',
          testTimeout: patience,
          include: ['{packages,apps,tools,bench}/**/*.test.ts'],
          exclude: [...outside, ...database, ...pureFloors],
        },
      },
      {
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          globalSetup: databaseSetup,
          exclude: outside,
          testTimeout: 60_000,
          retry,
          hookTimeout: 60_000,
          maxWorkers: databaseWorkers,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { name: 'web', include: ['**/*.web.test.tsx'], exclude: outside } },
      {
        test: {
          name: 'e2e',
          include: ['**/*.e2e.test.ts'],
          globalSetup: databaseSetup,
          exclude: outside,
          testTimeout: 120_000,
          retry,
          hookTimeout: 120_000,
          maxWorkers: databaseWorkers,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
