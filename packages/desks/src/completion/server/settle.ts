/** Charts -> the tasks that follow from them, written through the door: creates, updates, closes, reopens; nothing where nothing changed. */
import { createHash } from 'node:crypto';
import type { WriteCall } from '@charthouse/fhir-api';
import { isObject, OutcomeError, type Resource } from '@charthouse/fhir-model';
import { inForce } from '@charthouse/rulebook';
import { problemsOfChart } from '../rules/chart-problems.ts';
import { deficiencyRules } from '../rules/deficiencies/index.ts';
import { evaluate } from '../rules/evaluate.ts';
import type { Finding } from '../rules/finding.ts';
import { codingsOf, objects, referenceOf } from '../rules/reading/elements.ts';
import { type ChartNow, chartTask } from '../rules/tasks/chart-task.ts';
import { openStates } from '../rules/tasks/codes.ts';
import { keyOf, reconcile } from '../rules/tasks/reconcile.ts';
import type { CompletionSettings } from '../settings.ts';
import { base } from './ask.ts';
import { type FoundChart, type Reading, readCharts } from './read-charts.ts';

export interface Settled {
  readonly encounters: number;
  readonly created: number;
  readonly updated: number;
  /** Encounters whose work could not be written, and why. */
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

export interface Settling extends Reading {
  /** A technician has looked at these charts. */
  readonly analysed?: ChartNow['by'];
}

/** Encounters that are read together. */
const together = 50;
/** Another process may have written the same tasks meanwhile. */
const attempts = 4;

/**
 * Looks at these encounters, by their ids, and writes what follows. One whose work cannot be written does not hold up the others.
 * @throws OutcomeError when the record cannot be reached
 */
export async function settleEncounters(ids: readonly string[], settling: Settling): Promise<Settled> {
  const all = [...new Set(ids)];
  const parts: Settled[] = [];
  for (let i = 0; i < all.length; i += together) {
    const some = all.slice(i, i + together);
    const done = await settleSome(some, settling).catch(refusedOf(some));
    const isSplit = done.refused.length > 0 && some.length > 1;
    if (!isSplit) parts.push(done);
    else for (const id of some) parts.push(await settleSome([id], settling).catch(refusedOf([id])));
  }
  const sum = (of: 'encounters' | 'created' | 'updated') => parts.reduce((total, part) => total + part[of], 0);
  const refused = parts.flatMap((part) => part.refused);
  return { encounters: sum('encounters'), created: sum('created'), updated: sum('updated'), refused };
}

/** What is wrong with the work itself; that the record cannot be reached is not. */
function refusedOf(ids: readonly string[]) {
  return (error: unknown): Settled => {
    if (!(error instanceof OutcomeError) || error.status >= 500) throw error;
    const reason = error.issues.map(({ diagnostics }) => diagnostics ?? '').join(' ');
    return { encounters: 0, created: 0, updated: 0, refused: ids.map((id) => ({ id, reason })) };
  };
}

async function settleSome(ids: readonly string[], settling: Settling): Promise<Settled> {
  for (let attempt = 1; ; attempt++) {
    const charts = await readCharts(ids, settling);
    const calls = charts.flatMap((found) => callsOf(found, settling));
    try {
      if (calls.length > 0) await settling.door.writeAll({ calls, literals: [], base }, settling.principal);
      const created = calls.filter(({ mustBeNew }) => mustBeNew).length;
      return { encounters: charts.length, created, updated: calls.length - created, refused: [] };
    } catch (error) {
      const isRace = error instanceof OutcomeError && (error.status === 412 || error.status === 409);
      if (!isRace || attempt === attempts) throw error;
    }
  }
}

/** Findings of a chart by the rules in force on the day of its admission, and where it contradicts itself. */
export function findingsOf(
  { chart, around }: Pick<FoundChart, 'chart' | 'around'>,
  settings: CompletionSettings,
  now: number,
): Finding[] {
  const { admitted, zone } = chart;
  const problems = problemsOfChart(chart, around, now);
  if (admitted === undefined) return problems;
  const rules = inForce([...deficiencyRules, ...settings.rules], settings.overrides, zone.dayOf(admitted));
  return [...evaluate(chart, rules, now), ...problems];
}

function callsOf(found: FoundChart, settling: Settling): WriteCall[] {
  const { tasks } = found;
  const { settings, now, analysed } = settling;
  const chart = { ...found.chart, assigned: assignedOf(tasks) };
  const at = new Date(now).toISOString();
  const of = (code: string) => tasks.filter((task) => codingsOf(task.code)[0]?.code === code);
  const work = [...of('deficiency'), ...of('check-chart')];
  const findings = findingsOf({ ...found, chart }, settings, now);
  const { creates, updates } = reconcile(findings, work, { chart, now: at, assigns: settings.assigns === 'at-once' });
  const next = [...work.filter(({ id }) => !updates.some((one) => one.id === id)), ...updates, ...creates];
  const open = next.filter(
    (task) => codingsOf(task.code)[0]?.code === 'deficiency' && openStates.has(String(task.status)),
  ).length;
  const [chartBefore] = of('chart').filter((task) => referenceOf(task.for) === chart.patient);
  const isAnalysed = settings.analysed.includes(chart.setting.class) || chartBefore !== undefined;
  const own = isAnalysed
    ? chartTask(chartBefore, { chart, open, now: at, ...(analysed && { analysed: true as const, by: analysed }) })
    : undefined;
  return [...creates, ...(own && !own.id ? [own] : [])]
    .map(newCall)
    .concat([...updates, ...(own?.id ? [own] : [])].map(changeCall));
}

function assignedOf(tasks: readonly Resource[]): Map<string, number> {
  return new Map(
    tasks.flatMap((task) => {
      const start = objects(task.executionPeriod)[0]?.start;
      const key = keyOf(task);
      return key !== undefined && typeof start === 'string' ? [[key, Date.parse(start)] as const] : [];
    }),
  );
}

/** One id for one thing in the chart of one patient: two processes cannot make it twice. */
function newCall(task: Resource): WriteCall {
  const name = `${keyOf(task)}|${referenceOf(task.for)}`;
  const id = `work-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
  return { kind: 'update', type: 'Task', id, mustBeNew: true, resource: { ...task, id }, place: '' };
}

function changeCall(task: Resource): WriteCall {
  const version = isObject(task.meta) ? String(task.meta.versionId) : undefined;
  return {
    kind: 'update',
    type: 'Task',
    id: String(task.id),
    resource: task,
    place: '',
    ...(version && { ifMatch: `W/"${version}"` }),
  };
}
