/** Orders that nobody authenticated. */
import type { Chart } from '../chart.ts';
import type { Flaw } from '../finding.ts';
import type { OrderFlaw } from './check.ts';

export function orderFlaw({ orders }: Chart, { mode }: OrderFlaw): Flaw[] {
  return orders
    .filter((order) => order.mode === mode && order.signers.length === 0)
    .map(({ reference, at, by }) => ({
      about: reference,
      at,
      times: { order: at },
      by,
      evidence: [{ words: `${mode} order that nobody signed`, reference }],
    }));
}
