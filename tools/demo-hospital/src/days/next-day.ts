/** A day passes: who is in house is seen, some go home, others come. */

import { addDocument, addVitals } from '../chart/add.ts';
import type { Chart } from '../chart/chart.ts';
import { chartResources } from '../chart/render.ts';
import { documentResources } from '../chart/render-documents.ts';
import { measuredResources } from '../chart/render-measured.ts';
import { at, dateOf, day, daysAfter, instant } from '../clock.ts';
import { codes, type Resource } from '../fhir.ts';
import { chartOf } from '../hospital.ts';
import { patientResources } from '../people.ts';
import { type Options, type Plan, planOf } from '../plan/plan.ts';
import type { Slot } from '../plan/slots.ts';
import { randomOf } from '../random.ts';
import { nursing } from '../stays/operation.ts';

export interface PassedDay extends Options {
  /** The day for which the hospital was made at first. */
  readonly first: string;
  /** How many days had passed by command before: 0 at first. */
  readonly number: number;
}

/** Somebody who is in house, as the record has it. */
export interface InHouse {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly admitted: number;
}

export interface NextDay {
  /** New versions of encounters that ended, by id: what changes in each. */
  readonly ended: ReadonlyMap<string, { readonly end: string; readonly hospitalization: object }>;
  /** Who comes for the first time: before their charts. */
  readonly patients: readonly (readonly Resource[])[];
  /** Everything else that is new, each group whole. */
  readonly groups: readonly (readonly Resource[])[];
}

/** As many are admitted as went home, at most so many. */
const arrivals = { inpatient: 20, emergency: 9, surgery: 3, observation: 2, clinic: 8 } as const;

export function nextDay(options: PassedDay, inHouse: readonly InHouse[]): NextDay {
  const plans = new Map<string, Plan>();
  const ended = new Map<string, { end: string; hospitalization: object }>();
  const groups: (readonly Resource[])[] = [];
  for (const one of inHouse) {
    const frame = frameOf(one.id, options, plans);
    if (!frame) continue;
    const { plan, chart } = { plan: frame.plan, chart: chartOn(one, frame, options) };
    const random = randomOf(`${options.seed}/${one.id}/${options.number}`);
    const yesterday = daysAfter(options.day, -1);
    const leaves = options.day > daysAfter(dateOf(one.admitted), 2) && random.chance(26);
    const living = { chart, random, plan };
    if (leaves) ended.set(one.id, leave(living, at(yesterday, 11 + random.whole(0, 5)), plan.now));
    else see(living, at(yesterday, 7.5 + random.whole(0, 2)));
    groups.push(renamed([...documentResources(chart), ...measuredResources(chart)], options.number));
  }
  const { patients, charts } = arriving(options, ended.size);
  return { ended, patients, groups: [...groups, ...charts] };
}

type Living = { readonly chart: Chart; readonly random: ReturnType<typeof randomOf>; readonly plan: Plan };

function see({ chart, random }: Living, time: number): void {
  if (time <= chart.admitted) return;
  addVitals(chart, time, { share: 0.7, random });
  const number = Math.max(2, Math.round((time - chart.admitted) / day) + 1);
  addDocument(chart, { type: 'progress-note', at: time + 1_800_000, by: chart.attending, day: number }, random);
}

/** Four of five have their summary the same day. */
function leave({ chart, random }: Living, time: number, now: number) {
  Object.assign(chart, { discharged: time, disposition: 'home' });
  addDocument(chart, { type: 'discharge-instructions', at: time - 2_400_000, ...nursing }, random);
  const written = Math.min(time + random.whole(20, 400) * 60_000, now - 600_000);
  if (random.chance(80)) addDocument(chart, { type: 'discharge-summary', at: written, by: chart.attending }, random);
  const disposition = codes(['http://terminology.hl7.org/CodeSystem/discharge-disposition', 'home', 'Home']);
  return { end: instant(time), hospitalization: { dischargeDisposition: disposition } };
}

/** Who is known from the plan under which they came. */
function frameOf(id: string, options: PassedDay, plans: Map<string, Plan>) {
  const prefix = /^demo-(x\d+)/.exec(id)?.[1] ?? '';
  const plan = plans.get(prefix) ?? (prefix ? planOn(options, prefix) : planOf({ ...options, day: options.first }));
  plans.set(prefix, plan);
  const frame = plan.frames.find((one) => one.id === id);
  return frame && { plan: { ...plan, now: at(options.day, 0) }, frame };
}

/** The chart without what was written in it before. */
function chartOn(
  { admitted }: InHouse,
  { frame, plan }: NonNullable<ReturnType<typeof frameOf>>,
  { seed }: Options,
): Chart {
  const chart = chartOf({ ...frame, admitted, isMissing: true }, { ...plan, seed });
  return Object.assign(chart, { isReceived: true });
}

/** Ids that no other day has. */
function renamed(resources: readonly Resource[], number: number): Resource[] {
  const text = JSON.stringify(resources).replace(/(demo-[a-z0-9]+)-([dm])(\d+)/g, `$1-x${number}$2$3`);
  return JSON.parse(text) as Resource[];
}

const planOn = (options: PassedDay, prefix: string) => planOf(options, arrivalSlots(), prefix);

function arrivalSlots(): Slot[] {
  return Object.entries(arrivals).flatMap(([kind, count]) =>
    Array.from({ length: count }, (): Slot => {
      const isIn = kind === 'inpatient';
      const needs = {
        kind: kind as keyof typeof arrivals,
        left: [1, 1] as const,
        ...(isIn && { inHouse: true as const }),
      };
      return { needs, lacks: [], isOrdinary: true };
    }),
  );
}

function arriving(options: PassedDay, beds: number) {
  const plan = planOn(options, `x${options.number}`);
  const inpatients = plan.frames.filter(({ kind }) => kind === 'inpatient').slice(0, beds);
  const frames = plan.frames.filter((frame) => frame.kind !== 'inpatient' || inpatients.includes(frame));
  const patients = [...new Set(frames.map(({ person }) => person))].map((person) => patientResources(person));
  return { patients, charts: frames.map((frame) => chartResources(chartOf(frame, plan), options.day)) };
}
