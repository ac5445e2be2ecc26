/** The report as a table for people. */
import { count, counted } from '../command-line/figures.ts';
import type { RuleCount, SourceCount, Tallied } from './tally.ts';

const shownRules = 50;
const shownSources = 20;

/** Errors first, the most frequent first. */
export function byWeight(rules: readonly RuleCount[]): RuleCount[] {
  const weight = ({ severity }: RuleCount) => (severity === 'error' || severity === 'fatal' ? 0 : 1);
  return rules.toSorted((a, b) => weight(a) - weight(b) || b.count - a.count || (a.path < b.path ? -1 : 1));
}

export function byErrors(sources: readonly SourceCount[]): SourceCount[] {
  return sources.toSorted((a, b) => b.errors - a.errors || b.warnings - a.warnings || b.resources - a.resources);
}

export function reportLines({ rules, sources }: Tallied): string[] {
  if (rules.length === 0) return [];
  const ruleRows = byWeight(rules)
    .slice(0, shownRules)
    .map((rule) => [
      count(rule.count),
      count(rule.resources),
      rule.severity,
      rule.path,
      `${rule.says}  e.g. ${rule.examples[0]}`,
    ]);
  const sourceRows = byErrors(sources)
    .slice(0, shownSources)
    .map((one) => [count(one.resources), count(one.wrong), count(one.errors), count(one.warnings), one.source]);
  return [
    'By rule',
    ...table(['times', 'resources', 'severity', 'element', 'what is wrong'], ruleRows),
    ...more(rules.length - shownRules, 'rule'),
    '',
    'By source (meta.source, or the type)',
    ...table(['resources', 'wrong', 'errors', 'warnings', 'source'], sourceRows),
    ...more(sources.length - shownSources, 'source'),
    '',
  ];
}

function more(left: number, what: string): string[] {
  return left > 0 ? [`  and ${counted(left, `more ${what}`)}; --json says all`] : [];
}

/** Columns that begin with a figure are set to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((row) => row[at]!.length)));
  const right = head.map((_, at) => rows.every((row) => /^[\d,]+$/.test(row[at]!)));
  return all.map((row) =>
    `  ${row.map((cell, at) => (right[at] ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!))).join('  ')}`.trimEnd(),
  );
}
