/** The goals: which figure must reach what. Numbers are the project's own; each is a share of a limit or an absolute. */

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

export const goals: readonly Goal[] = [
  {
    number: 1,
    sentence: 'GET by id reaches 85 % of bare node:http with one pipelined PostgreSQL client',
    figure: 'reads.rate',
    of: 'share',
    atLeast: 0.85,
  },
  {
    number: 1,
    sentence: 'GET by id: p99 below 8 ms at 32 connections',
    figure: 'reads.p99',
    of: 'value',
    atMost: 8,
  },
];
