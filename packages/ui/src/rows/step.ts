/** Where a key leads from a row. */
import type { rowKeys } from '../keys/keys.ts';

type RowStep = Exclude<(typeof rowKeys)[number]['id'], 'open'>;

const steps: Readonly<Record<RowStep, number>> = {
  ...{ next: 1, previous: -1, pageDown: 15, pageUp: -15 },
  ...{ first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY },
};

/** `at` and what is answered count from 0. */
export function steppedTo(step: RowStep, at: number, rows: number): number {
  return Math.max(Math.min(at + steps[step], rows - 1), 0);
}
