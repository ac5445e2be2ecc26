/** The checks by kind. */
import type { Chart } from '../chart.ts';
import type { Flaw } from '../finding.ts';
import type { Check } from './check.ts';
import { daysWithout } from './days-without.ts';
import { documentFlaw } from './document-flaw.ts';
import { needsDocument } from './needs-document.ts';
import { needsOrder, needsRenewal } from './needs-order.ts';
import { orderFlaw } from './order-flaw.ts';
import { wholeChart } from './whole-chart.ts';

export type { Check } from './check.ts';

/** What is wrong with a chart now. */
export function runCheck(check: Check, chart: Chart, now: number): Flaw[] {
  switch (check.kind) {
    case 'needs-document':
      return needsDocument(chart, check);
    case 'needs-order':
      return needsOrder(chart, check);
    case 'needs-renewal':
      return needsRenewal(chart, check, now);
    case 'document':
      return documentFlaw(chart, check);
    case 'order':
      return orderFlaw(chart, check);
    case 'days-without':
      return daysWithout(chart, check, now);
    default:
      return wholeChart(chart, check);
  }
}
