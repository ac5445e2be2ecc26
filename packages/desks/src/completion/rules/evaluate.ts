/** A chart and the rules in force -> what is deficient in it, each with its evidence. No database, no clock of its own. */
import { dueAt, dueInWords, holds, type InForce } from '@charthouse/rulebook';
import type { Chart } from './chart.ts';
import { runCheck } from './checks/index.ts';
import type { DeficiencyRule } from './deficiency-rule.ts';
import { deficiencyType } from './deficiency-types.ts';
import type { Finding, Flaw } from './finding.ts';
import { ownerOf } from './owner.ts';

/** States in which nothing is to be completed. */
const nothingToDo = new Set(['planned', 'cancelled', 'entered-in-error', 'unknown']);

/** Findings of the rules that hold for this encounter; `rules` are those in force on its day. */
export function evaluate(chart: Chart, rules: readonly InForce<DeficiencyRule>[], now: number): Finding[] {
  if (nothingToDo.has(chart.status) || chart.admitted === undefined) return [];
  const stay = Math.max(0, (chart.discharged ?? now) - chart.admitted) / 3_600_000;
  const setting = { ...chart.setting, stay, isOver: chart.discharged !== undefined };
  return rules
    .filter(({ rule }) => holds(rule.where, setting))
    .flatMap(({ rule }) => runCheck(rule.check, chart, now).flatMap((flaw) => findingOf(flaw, rule, { chart, now })));
}

function findingOf(flaw: Flaw, rule: DeficiencyRule, { chart, now }: { chart: Chart; now: number }): Finding[] {
  const key = `${chart.encounter}|${rule.type}|${flaw.about}`;
  const timeOf = (event: string) => flaw.times?.[event] ?? eventTime(event, chart, key);
  const due = dueAt(rule.due, timeOf, chart.zone);
  if (rule.raised === 'when-overdue' && (due === undefined || due > now)) return [];
  const isIncurable = rule.curable === 'until-discharge' && chart.discharged !== undefined;
  const { responsible = 'attending' } = deficiencyType(rule.type) ?? {};
  return [
    {
      ...{
        kind: 'deficiency' as const,
        key,
        type: rule.type,
        rule: rule.id,
        version: rule.effective.from,
        cites: rule.cites,
      },
      ...{ severity: rule.severity, at: flaw.at, explains: rule.explains },
      ...(due !== undefined && { due }),
      dueInWords: dueInWords(rule.due),
      ...ownerOf(flaw.by, responsible, chart),
      ...(isIncurable && { incurable: true as const }),
      evidence: flaw.evidence,
    },
  ];
}

function eventTime(event: string, { admitted, discharged, events, assigned }: Chart, key: string): number | undefined {
  if (event === 'admission') return admitted;
  if (event === 'discharge') return discharged;
  if (event === 'assignment') return assigned?.get(key);
  return events.find(({ name }) => `start of ${name}` === event)?.at;
}
