/** The hospital: who works there, who came, and their charts, in an order in which everything refers to what came before. */
import type { Chart } from './chart/chart.ts';
import { chartResources } from './chart/render.ts';
import { clinicianReference, practitioners } from './directory/clinicians.ts';
import { locations, organizations } from './directory/organizations.ts';
import { codes, type Resource, tagged } from './fhir.ts';
import { doublesOf } from './index/doubles.ts';
import type { Manifest, PlantedCase } from './manifest.ts';
import { papersOf } from './paper/papers.ts';
import { type Person, patientReference, patientResources } from './people.ts';
import type { Frame } from './plan/frame.ts';
import { laggards, type Options, type Plan, planOf } from './plan/plan.ts';
import { counts } from './plan/slots.ts';
import { plants } from './plant/plant.ts';
import { traps as trapTable } from './plant/recipes.ts';
import { traps } from './plant/traps.ts';
import { randomOf } from './random.ts';
import { liveClinic, liveEmergency, liveSurgery } from './stays/short.ts';
import { liveStay } from './stays/stay.ts';

export interface Hospital {
  /** Who works there, and where: before anybody comes. */
  readonly directory: readonly Resource[];
  /** Each patient with what stands in the chart whatever the visit: before any chart. */
  readonly patients: readonly (readonly Resource[])[];
  /** How many charts there are. */
  readonly charts: number;
  /** Paper that is on its way, and people who are in the index twice: of no encounter. */
  readonly besides: readonly (readonly Resource[])[];
  /** One chart after the other. */
  eachChart(): Generator<readonly Resource[]>;
  /** What was planted; complete when all charts were made. */
  manifest(): Manifest;
}

export function hospitalOf(options: Options): Hospital {
  const plan = planOf(options);
  const cases: PlantedCase[] = [];
  const papers = papersOf(plan);
  const doubles = doublesOf(plan);
  const died = new Map(
    plan.frames
      .filter(({ disposition }) => disposition === 'exp')
      .map(({ person, discharged }) => [person.id, discharged]),
  );
  return {
    directory: [
      ...organizations(),
      ...locations(),
      ...practitioners(plan.clinicians, randomOf(`${options.seed}/staff`), options.day),
    ],
    patients: plan.people.map((person) => [
      ...patientResources(person, died.get(person.id)),
      ...parentOf(person, plan),
    ]),
    besides: [...doubles.groups, ...papers.groups],
    charts: plan.frames.length,
    *eachChart() {
      cases.length = 0;
      for (const frame of plan.frames) {
        const chart = chartOf(frame, plan);
        cases.push(...plantedIn(chart, frame, plan));
        yield chartResources(chart, options.day);
      }
    },
    manifest: () => manifestOf(plan, [...cases, ...doubles.cases, ...papers.cases]),
  };
}

/** Whom the account of a representative is: the parent of the child among the traps. */
function parentOf(person: Person, { frames }: Plan): Resource[] {
  if (frames.find(({ trap }) => trap === 'minor')?.person !== person) return [];
  const parent = tagged({
    ...{ resourceType: 'RelatedPerson', id: 'demo-parent', active: true, patient: patientReference(person) },
    relationship: [codes(['http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'PRN', 'parent'])],
    name: [{ family: person.names.family, given: ['Robin'] }],
  });
  return [parent];
}

const lives = {
  inpatient: liveStay, observation: liveStay, emergency: liveEmergency, surgery: liveSurgery, clinic: liveClinic, video: liveClinic,
} as const; // biome-ignore format: one table

export function chartOf(frame: Frame, { staff, now, seed }: Plan): Chart {
  const chart: Chart = {
    ...frame,
    labels: frame.house === 'recovery' ? ['42CFRPart2', 'ETH', 'R'] : frame.unit === 'psychiatric' ? ['PSY'] : [],
    ...{ documents: [], orders: [], procedures: [], measured: [], hasDiagnosis: true, isReceived: !frame.isMissing },
    telehealth: frame.kind === 'video' ? ['place', 'consent', 'modality'] : [],
  };
  const random = randomOf(`${seed}/${frame.id}`);
  if (!frame.isMissing) lives[frame.kind](chart, { staff, random, now });
  if (!frame.isMissing && random.chance(9)) spoken(chart);
  return chart;
}

/** Some orders are given by telephone and signed in the evening. */
function spoken(chart: Chart): void {
  const order = chart.orders.find(({ kind }) => kind === 'laboratory');
  if (!order || chart.discharged === undefined) return;
  order.mode = 'verbal';
  order.signed = order.at + 7 * 3_600_000;
}

function plantedIn(chart: Chart, frame: Frame, plan: Plan): PlantedCase[] {
  const random = randomOf(`${plan.seed}/${frame.id}/plant`);
  const other = plan.people[(plan.people.indexOf(frame.person) + 40) % plan.people.length]!;
  const planting = { staff: plan.staff, random, other };
  const place = { encounter: `Encounter/${frame.id}`, patient: `Patient/${frame.person.id}` };
  if (frame.trap) traps[frame.trap]!(chart, planting);
  const found = frame.lacks.map((code): PlantedCase => {
    const { about, clinician } = plants[code]!(chart, planting);
    const gone = clinician?.standing === 'left' || clinician?.standing === 'deceased';
    return {
      ...{ id: `${frame.id}-${code}`, kind: 'deficiency', code, ...place },
      ...(about !== undefined && { about }),
      ...(clinician && { clinician: clinicianReference(clinician).reference }),
      ...(frame.isDelinquent && { delinquent: true }),
      ...(gone && { committee: true }),
      why: `Planted: ${code.replaceAll('-', ' ')}`,
    };
  });
  const trap = trapTable.find(({ id }) => id === frame.trap);
  return [
    ...found,
    ...(trap ? [{ id: `${frame.id}-trap`, kind: 'trap' as const, code: trap.id, ...place, why: trap.why }] : []),
    ...(frame.isMissing
      ? [
          {
            id: `${frame.id}-missing`,
            kind: 'missing-chart' as const,
            code: 'not-received',
            ...place,
            why: 'Discharged yesterday; nothing of the chart was received.',
          },
        ]
      : []),
  ];
}

function manifestOf(plan: Plan, cases: readonly PlantedCase[]): Manifest {
  const yesterday = plan.frames.filter(
    ({ discharged, kind, trap }) =>
      leftYesterday(discharged, plan) && kind !== 'clinic' && kind !== 'video' && trap !== 'cancelled',
  );
  const late = plan.staff
    .which({ specialty: 'hospitalist', standing: 'here' })
    .slice(0, laggards)
    .map((one) => `Practitioner/${one.id}`);
  const deficiencies = cases.filter(({ kind }) => kind === 'deficiency');
  const missing = cases.filter(({ kind }) => kind === 'missing-chart').length;
  return {
    ...{ seed: plan.seed, day: plan.day, size: plan.size, encounters: counts[plan.size].kinds },
    morning: {
      inHouse: plan.frames.filter(({ discharged }) => discharged === undefined).length,
      ...{ dischargedYesterday: yesterday.length, received: yesterday.length - missing, missing },
    },
    deficiencies: deficiencies.length,
    charts: new Set(deficiencies.map(({ encounter }) => encounter)).size,
    delinquentRecords: new Set(deficiencies.filter((one) => one.delinquent).map(({ encounter }) => encounter)).size,
    ...{ toSuspend: late.slice(0, 5), suspended: late.slice(5), cases },
  };
}

const leftYesterday = (discharged: number | undefined, { now }: Plan) =>
  discharged !== undefined && discharged < now && discharged >= now - 25 * 3_600_000 + 3_600_000;
