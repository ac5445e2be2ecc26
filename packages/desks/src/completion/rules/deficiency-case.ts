/** Cases of deficiency rules, as one would tell them: local times of a hospital in Chicago. */
import type { RuleCase } from '@charthouse/rulebook';
import { daysAfter, type Zone, zoneOf } from '@charthouse/rulebook';
import type { Chart, ChartDocument, ChartEvent, ChartOrder, EventName } from './chart.ts';
import { encounterEvents } from './encounter-events.ts';

/** Local times as `2026-11-01 08:00`. */
export interface CaseChart {
  /** When the chart is looked at. */
  readonly now: string;
  readonly admitted: string;
  readonly discharged?: string;
  /** Default: inpatient. */
  readonly class?: string;
  /** Default: acute-hospital. */
  readonly profile?: string;
  readonly service?: string;
  readonly state?: string;
  readonly disposition?: string;
  readonly status?: string;
  readonly bylaws?: readonly string[];
  readonly payers?: readonly string[];
  readonly age?: number;
  /** By type. `unsigned`, `trainee`, `untimed`, `undated`, `recording`, `unreadable`, `misfiled`: what is wrong with it. */
  readonly documents?: readonly (readonly [type: string, at: string, ...marks: string[]])[];
  /** Events besides admission and discharge; the end of one that lasts. */
  readonly events?: readonly (readonly [name: EventName, at: string, until?: string, side?: string])[];
  /** `mode` verbal, written, electronic; `signed` where somebody authenticated it. */
  readonly orders?: readonly (readonly [kind: string, at: string, mode: string, signed?: 'signed'])[];
  readonly queries?: readonly (readonly [at: string, answered?: 'answered'])[];
  /** Default: 1. */
  readonly diagnoses?: number;
  readonly telehealth?: readonly string[];
}

/** Due dates of what is found, in order, as local times; `-`: none; `late`: found and cannot be made good. Empty: nothing is found. */
export type DeficiencyCase = RuleCase<CaseChart, readonly string[]>;

const chicago = zoneOf('America/Chicago');

/** Milliseconds of a local time, as told in cases. */
export function localTime(text: string, zone: Zone = chicago): number {
  const [day = '', clock = '00:00'] = text.split(' ');
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const start = zone.startOf(day);
  const away = (zone.startOf(daysAfter(day, 1)) - start) / 3_600_000 - 24;
  const shift = hours >= 3 ? away : 0; // clocks change at two in the morning
  return start + (hours + shift) * 3_600_000 + minutes * 60_000;
}

export function chartOf(given: CaseChart): Chart {
  const { class: of = 'inpatient', profile = 'acute-hospital', status, discharged } = given;
  const admitted = localTime(given.admitted);
  const left = discharged === undefined ? undefined : localTime(discharged);
  return {
    ...{ encounter: 'Encounter/e', patient: 'Patient/p', zone: chicago, attending: 'Practitioner/attending' },
    status: status ?? (left === undefined ? 'in-progress' : 'finished'),
    admitted,
    ...(left !== undefined && { discharged: left }),
    setting: { country: 'US', profile, class: of, ...settingOf(given) },
    age: given.age ?? 50,
    events: [
      ...encounterEvents({ class: of, disposition: given.disposition, admitted, discharged: left }, 'Encounter/e'),
      ...(given.events ?? []).map(eventOf),
    ].sort((a, b) => a.at - b.at),
    documents: (given.documents ?? []).map(documentOf),
    orders: (given.orders ?? []).map(orderOf),
    queries: (given.queries ?? []).map(([at, answered], i) => ({
      ...{ reference: `Task/q${i}`, at: localTime(at), isAnswered: answered !== undefined },
    })),
    diagnoses: given.diagnoses ?? 1,
    telehealth: given.telehealth ?? [],
    gone: new Map(),
    trainees: new Set(['Practitioner/trainee']),
    groups: {},
  };
}

const settingOf = ({ service, state, disposition, bylaws = [], payers = [] }: CaseChart) => ({
  ...{ bylaws, payers },
  ...(service !== undefined && { service }),
  ...(state !== undefined && { state }),
  ...(disposition !== undefined && { disposition }),
});

const eventOf = ([name, at, until, side]: readonly [EventName, string, string?, string?], i: number): ChartEvent => ({
  ...{ name, at: localTime(at), reference: `Event/${i}` },
  ...(until !== undefined && { until: localTime(until) }),
  ...(side !== undefined && { side }),
});

function documentOf([type, at, ...marks]: readonly [string, string, ...string[]], i: number): ChartDocument {
  const is = (mark: string) => marks.includes(mark);
  const time = localTime(at);
  const after = (name: string) => marks.find((mark) => mark.startsWith(`${name} `))?.slice(name.length + 1);
  const author = is('trainee') ? 'Practitioner/trainee' : 'Practitioner/author';
  const [hash, side, about] = ['text', 'side', 'about'].map(after);
  return {
    ...{ reference: `DocumentReference/${i}`, type, filed: time, author },
    ...(!is('undated') && { at: time }),
    ...(is('untimed') && { isUntimed: true }),
    signed: is('unsigned') ? 'no' : is('unknown') ? 'unknown' : 'yes',
    signers: is('unsigned') || is('unknown') ? [] : [author, ...(is('cosigned') ? ['Practitioner/attending'] : [])],
    ...(is('recording') && { isRecording: true }),
    ...(is('unreadable') && { unreadable: 'page 2 is black' }),
    ...(is('misfiled') && { misfiled: 'its patient is another one' }),
    ...(hash !== undefined && { hash }),
    ...(side !== undefined && { side }),
    about: about === undefined ? [] : [about],
  };
}

const orderOf = ([kind, at, mode, signed]: readonly [string, string, string, 'signed'?], i: number): ChartOrder => ({
  ...{ reference: `ServiceRequest/${i}`, kind, at: localTime(at), mode: mode as ChartOrder['mode'] },
  signers: signed ? ['Practitioner/orderer'] : [],
});
