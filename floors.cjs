/**
 * The floors of the house for dependency-cruiser (`npm run check`): imports go down only. docs/house.md draws them.
 * A line may use every line above it; rooms of one line do not know each other.
 */
const floors = [
  ['packages/fhir-model'], // 0: the words
  ['packages/fhir-xml', 'packages/rulebook'], // 1b: the lowest of the pure rooms
  ['packages/fhirpath'],
  ['packages/fhir-patch', 'packages/fhir-validate', 'packages/fhir-search', 'packages/access', 'packages/ledger'], // 1: pure rules
  ['packages/worklist'], // 1c: what people's work is
  ['packages/chart-store', 'packages/embedded-postgres', 'packages/ledger-anchor', 'packages/paper'], // 2: PostgreSQL; what is printed
  ['packages/fhir-api', 'packages/sign-in', 'packages/ui'], // 3: the one door; who comes to it; what screens are made of
  ['packages/desks'], // 4: the desks
  ['apps/log-page', 'apps/workbench'], // 5: pages for browsers
  ['apps/server'], // 5: what we switch on
];

const pureFloors = floors.slice(0, 5).flat();
const pureParts = '^packages/desks/src/[^/]+/(rules/|contract\\.ts|settings\\.ts)';
const rooms = floors.flat();
const mayOpenTheStore = ['packages/chart-store', 'packages/fhir-api', 'apps/server', 'tools', 'bench'];
const test = ['\\.test\\.tsx?$', '\\.testing\\.ts$', '/e2e/'];

const demoHospital = ['tools/demo-hospital'];

const inside = (paths) => `^(${paths.join('|')})/`;

const downOnly = floors.flatMap((line, height) =>
  line.map((room) => ({
    name: 'down-only',
    comment: `${room} may import only from: ${floors.slice(0, height).flat().join(', ') || 'nothing'}`,
    severity: 'error',
    from: { path: inside([room]) },
    to: { path: inside(['packages', 'apps']), pathNot: inside([room, ...floors.slice(0, height).flat()]) },
  })),
);

module.exports = {
  forbidden: [
    ...downOnly,
    {
      name: 'room-has-a-floor',
      comment: 'a new room gets its line in floors.cjs and docs/house.md',
      severity: 'error',
      from: { path: inside(['packages', 'apps']), pathNot: inside(rooms) },
      to: {},
    },
    {
      name: 'one-door',
      comment: 'only fhir-api and apps/server open the store; tests may make its tables',
      severity: 'error',
      from: { path: inside(['packages', 'apps']), pathNot: [inside(mayOpenTheStore), ...test] },
      to: { path: inside(['packages/chart-store']) },
    },
    {
      name: 'no-circles',
      comment: 'when loading; a type may look back at who uses it',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'front-door-of-a-package',
      comment: 'another package is imported by its name, through its exports',
      severity: 'error',
      from: { path: '^((?:packages|apps|tools)/[^/]+|bench)/' },
      to: { path: '^(packages|apps|tools|bench)/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'tools-are-for-tests',
      comment: 'what runs in a hospital does not import tools or bench; tests may use the testkit',
      severity: 'error',
      from: { path: inside(['packages', 'apps']), pathNot: test },
      to: { path: inside(['tools', 'bench']), pathNot: inside(demoHospital) },
    },
    {
      name: 'demo-hospital-for-the-command',
      comment: 'only `charthouse demo` loads it',
      severity: 'error',
      from: { path: inside(['packages', 'apps']), pathNot: ['^apps/server/(src/demo|e2e)/', ...test] },
      to: { path: inside(demoHospital) },
    },
    {
      name: 'testkit-only',
      severity: 'error',
      from: { path: inside(['packages', 'apps']) },
      to: { path: inside(['tools', 'bench']), pathNot: inside(['tools/testkit', ...demoHospital]) },
    },
    {
      name: 'pure-means-no-node',
      comment: 'clock, ids, hashing and files are passed in',
      severity: 'error',
      from: { path: [inside(pureFloors), pureParts], pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-parts-of-desks',
      comment:
        'rules, contract and settings of a desk know neither its server nor its screens, and no room above floor 1',
      severity: 'error',
      from: { path: pureParts, pathNot: test },
      to: { path: [inside(floors.slice(5, 7).flat()), '^packages/desks/src/[^/]+/(server|screens)/'] },
    },
    {
      name: 'desks-meet-in-the-chart',
      comment: 'one desk does not import another; screens do not import servers',
      severity: 'error',
      from: { path: '^packages/desks/src/([^/]+)/' },
      to: { path: '^packages/desks/src/', pathNot: '^packages/desks/src/$1/' },
    },
    {
      name: 'screens-without-server',
      severity: 'error',
      from: { path: '^packages/desks/src/[^/]+/screens/' },
      to: { path: '^packages/desks/src/[^/]+/server/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'in-package-json',
      comment: "a package's package.json is the whole truth about what it uses; the root's has the test tools of all",
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/(vitest|fast-check)/' },
    },
    {
      name: 'not-a-dev-dependency',
      comment: 'code that runs in a hospital uses `dependencies`, not `devDependencies`',
      severity: 'error',
      from: { path: inside(['packages', 'apps']), pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/generated/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.d.ts'],
    },
  },
};
