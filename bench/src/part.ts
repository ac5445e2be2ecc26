/** The shape of a part of the benchmark: one file in `parts/`, named by one line in `parts/index.ts`. */
import type { Bench } from './bench.ts';

/** One measured number, and what the limit program reached with the same work in the same run. */
export interface Figure {
  /** `part.name`; goals refer to it. */
  readonly id: string;
  /** What was done, as a phrase. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The same number of the limit program. */
  readonly limit?: number;
  /** Share of the limit: the median of the rounds' ratios. */
  readonly share?: number;
  /** What a reader has to know about this number. */
  readonly note?: string;
}

export interface Part {
  /** As given to `--only`. */
  readonly name: string;
  /** Numbers of the goals it serves. */
  readonly goals: readonly number[];
  /** What it measures, as a sentence. */
  readonly measures: string;
  /** The limit program: the least that any server would have to do for the same result. */
  readonly limit: string;
  run(bench: Bench): Promise<readonly Figure[]>;
}
