/** How much is measured: a whole run, or a quick one that only shows that everything works. */

export interface Scale {
  /** Patient bundles taken, in the order of their names. */
  readonly bundles: number;
  /** Length of one timed run. */
  readonly seconds: number;
  /** Times the product and the limit program take turns. */
  readonly rounds: number;
  /** Resources of the grown records, smallest first. */
  readonly grown: readonly number[];
  /** Length of the watch on the server's memory. */
  readonly memorySeconds: number;
  /** Searches of each kind. */
  readonly searches: number;
  /** Consents that decisions rest on. */
  readonly consents: number;
  /** Stays whose charts are looked at every night. */
  readonly stays: number;
}

export const wholeRun: Scale = {
  bundles: 150,
  seconds: 4,
  rounds: 5,
  grown: [200_000, 1_000_000],
  memorySeconds: 60,
  searches: 200,
  consents: 100_000,
  stays: 10_000,
};

export const quickRun: Scale = {
  bundles: 20,
  seconds: 1,
  rounds: 2,
  grown: [4_000, 12_000],
  memorySeconds: 4,
  searches: 20,
  consents: 2_000,
  stays: 400,
};
