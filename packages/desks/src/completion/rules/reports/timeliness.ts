/** What was due in a chart and whether it was done in time: the same rules, asked of the chart as it was at each due date. */
import type { InForce } from '@charthouse/rulebook';
import type { Chart } from '../chart.ts';
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { evaluate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';

export interface Timely {
  readonly type: string;
  readonly owner?: string;
  /** Milliseconds since 1970. */
  readonly due: number;
  readonly state: 'in-time' | 'late' | 'missing';
}

const kinds: ReadonlySet<string> = new Set([
  ...['history-and-physical', 'operative-report', 'discharge-summary', 'unsigned-order', 'unsigned-verbal-order'],
]);

/** What is not yet due is left out. */
export function timelinessOf(chart: Chart, rules: readonly InForce<DeficiencyRule>[], now: number): Timely[] {
  const asked = rules.filter(({ rule }) => kinds.has(rule.type));
  const at = (time: number) => keysOf(evaluate(asOf(chart, time), asked, now));
  const missing = at(Number.POSITIVE_INFINITY);
  const needed = new Map<string, Finding & { readonly due: number }>();
  for (const finding of evaluate(asOf(chart, Number.NEGATIVE_INFINITY), asked, now)) {
    const { due } = finding;
    const known = needed.get(finding.key);
    if (due !== undefined && due <= now && (!known || due < known.due)) needed.set(finding.key, { ...finding, due });
  }
  return [...needed.values()].map(({ key, type, owner, due }) => ({
    ...{ type, due },
    ...(owner !== undefined && { owner }),
    state: !at(due).has(key) ? 'in-time' : missing.has(key) ? 'missing' : 'late',
  }));
}

const keysOf = (findings: readonly Finding[]) => new Set(findings.map(({ key }) => key));

/** What was written and signed until then; a signature whose time is not known counts as given at once. */
function asOf(chart: Chart, time: number): Chart {
  return {
    ...chart,
    documents: chart.documents.filter(({ at, filed }) => (at ?? filed) <= time),
    orders: chart.orders.map((order) => {
      const isSigned = (order.signedAt ?? order.at) <= time;
      return isSigned ? order : { ...order, signers: [] };
    }),
  };
}
