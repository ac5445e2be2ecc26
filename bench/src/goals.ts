/** The goals: which figure must reach what. A whole run measures every one of them, or says that it did not. */

export interface Goal {
  /** Number of the goal. */
  readonly number: number;
  readonly sentence: string;
  /** Id of the figure that shows it. */
  readonly figure: string;
  /** What of the figure is compared: its value, or its share of the limit. */
  readonly of: 'value' | 'share';
  readonly atLeast?: number;
  readonly atMost?: number;
}

type Row = readonly [number: number, sentence: string, figure: string, of: Goal['of'], bound: Bound];
type Bound = { readonly atLeast: number } | { readonly atMost: number };

const rows: readonly Row[] = [
  [1, 'GET by id: 85 % of bare node:http with one pipelined client', 'reads.rate', 'share', { atLeast: 0.85 }],
  [1, 'GET by id: p99 below 8 ms at 32 connections', 'reads.p99', 'value', { atMost: 8 }],
  [2, 'Bundles, two in flight: 60 % of the same rows by COPY', 'ingest.two', 'share', { atLeast: 0.6 }],
  [2, 'Stretch: 80 %', 'ingest.two', 'share', { atLeast: 0.8 }],
  [2, 'Bundles: 11,000 resources a second', 'ingest.two', 'value', { atLeast: 11_000 }],
  [3, 'Processor time of the server per resource taken in: 60 µs', 'ingest.cpu', 'value', { atMost: 60 }],
  [3, 'Structure validated: 200,000 resources a second', 'processor.structure', 'value', { atLeast: 200_000 }],
  [3, 'Validated with invariants: 50,000 resources a second', 'processor.validate', 'value', { atLeast: 50_000 }],
  [3, 'Index rows extracted: 300,000 resources a second', 'processor.extract', 'value', { atLeast: 300_000 }],
  [3, 'FHIRPath compiled: 50 times fhirpath.js', 'fhirpath.rate', 'share', { atLeast: 50 }],
  [3, 'Memory of the definitions below 150 MB', 'validators.definitions', 'value', { atMost: 150 }],
  [4, 'NDJSON import: 10 % of the bodies by raw COPY', 'import.rate', 'share', { atLeast: 0.1 }],
  [4, 'NDJSON import in bulk: 15 %', 'import.bulk', 'share', { atLeast: 0.15 }],
  [
    5,
    'Pages of patients, codes, dates at 1 M: median below 1.5 ms',
    'search.1000000.quick.p50',
    'value',
    { atMost: 1.5 },
  ],
  [5, 'The same: p95 below 5 ms', 'search.1000000.quick.p95', 'value', { atMost: 5 }],
  [5, '_has, chains, code and quantity at 1 M: p95 below 25 ms', 'search.1000000.join.p95', 'value', { atMost: 25 }],
  [5, 'Totals at 1 M: below 5 ms', 'search.1000000.total.p95', 'value', { atMost: 5 }],
  [5, 'Sixteen in flight at 1 M: 2,000 searches a second', 'search.1000000.saturated', 'value', { atLeast: 2_000 }],
  [5, 'The same: p99 below 60 ms', 'search.1000000.saturated.p99', 'value', { atMost: 60 }],
  [
    5,
    'Pages after every fifth resource was updated: median below 1.5 ms',
    'search.1000000.updated.quick.p50',
    'value',
    { atMost: 1.5 },
  ],
  [5, 'The same: p95 below 5 ms', 'search.1000000.updated.quick.p95', 'value', { atMost: 5 }],
  [6, 'Creates at 8 connections: 4,000 a second', 'writes.creates', 'value', { atLeast: 4_000 }],
  [6, 'Creates: p99 below 10 ms', 'writes.creates.p99', 'value', { atMost: 10 }],
  [6, 'Updates at 8 connections: 2,500 a second', 'writes.updates', 'value', { atLeast: 2_500 }],
  [6, 'Updates: p99 below 10 ms', 'writes.updates.p99', 'value', { atMost: 10 }],
  [7, 'Indexes and search tables: 1.6 times the heap of the bodies', 'sizes.bundles.beside', 'share', { atMost: 1.6 }],
  [7, 'The same at 1 M', 'sizes.1000000.beside', 'share', { atMost: 1.6 }],
  [7, 'Resident memory under load below 400 MB', 'memory.most', 'value', { atMost: 400 }],
  [7, 'Resident memory flat: last quarter at most 5 % above the second', 'memory.growth', 'value', { atMost: 1.05 }],
  [8, 'Audit of the ledger: 100,000 leaves a second', 'ledger.audit', 'value', { atLeast: 100_000 }],
  [8, 'Resource versions: 20,000 a second sequenced', 'ledger-store.versions', 'value', { atLeast: 20_000 }],
  [8, 'Access rows: 40,000 a second sequenced', 'ledger-store.accesses', 'value', { atLeast: 40_000 }],
  [8, '`charthouse verify`: 100,000 leaves a second', 'ledger-store.verify', 'value', { atLeast: 100_000 }],
  [8, 'Proof out of the database: p99 below 5 ms', 'ledger-store.proof.p99', 'value', { atMost: 5 }],
  [8, 'The ledger costs at most 5 % of reads', 'ledger-cost.reads', 'share', { atLeast: 0.95 }],
  [8, 'The ledger costs at most 10 % of writes', 'ledger-cost.creates', 'share', { atLeast: 0.9 }],
  [8, 'Proof at ten million leaves: p99 below 5 ms', 'ledger.proof.p99', 'value', { atMost: 5 }],
  [9, 'Recording costs at most 10 % of the reads', 'recording.reads.buffered', 'share', { atLeast: 0.9 }],
  [9, 'Recording costs at most 10 % of the writes', 'recording.creates.buffered', 'share', { atLeast: 0.9 }],
  [10, 'Deciding costs at most 10 % of the reads', 'deciding.reads', 'share', { atLeast: 0.9 }],
  [
    10,
    'By a clinician, pages of patients, codes, dates at 1 M: median below 1.5 ms',
    'deciding.1000000.quick.p50',
    'value',
    { atMost: 1.5 },
  ],
  [10, 'The same: p95 below 5 ms', 'deciding.1000000.quick.p95', 'value', { atMost: 5 }],
  [
    10,
    'By a clinician, _has, chains, code and quantity: p95 below 25 ms',
    'deciding.1000000.join.p95',
    'value',
    { atMost: 25 },
  ],
  [10, 'By a clinician, totals: below 5 ms', 'deciding.1000000.total.p95', 'value', { atMost: 5 }],
  [11, 'Sign-ins: 100 a second beside reads', 'sign-in.rate', 'value', { atLeast: 100 }],
  [
    12,
    'Chart of 2,000 encounters and 20,000 results: first rows below 1 s',
    'chart.first-paint',
    'value',
    { atMost: 1_000 },
  ],
  [12, 'The same scrolls at 60 frames a second: median below 17 ms', 'chart.frame', 'value', { atMost: 17 }],
  [14, 'All deficiency rules over a chart of 200 documents: below 10 ms', 'completion.rules', 'value', { atMost: 10 }],
  [14, '10,000 charts looked at by the nightly job: below 2 minutes', 'completion-night.job', 'value', { atMost: 120 }],
  [14, 'It slows reads by at most 10 %', 'completion-night.reads', 'share', { atLeast: 0.9 }],
  [13, 'A page of a worklist of 100,000 tasks: p95 below 20 ms', 'worklist.page.p95', 'value', { atMost: 20 }],
  [13, 'The same of deficiencies', 'worklist.deficiency-page.p95', 'value', { atMost: 20 }],
  [
    14,
    '200 people at the workbench: what they wait for, p95 below 200 ms',
    'workbench-users.p95',
    'value',
    { atMost: 200 },
  ],
  [11, '100 sign-ins a second slow reads by at most 20 %', 'sign-in.reads', 'share', { atLeast: 0.8 }],
];

export const goals: readonly Goal[] = rows.map(([number, sentence, figure, of, bound]) => ({
  number,
  sentence,
  figure,
  of,
  ...bound,
}));
