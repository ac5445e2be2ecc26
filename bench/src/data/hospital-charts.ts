/** The synthetic hospital as the rules of record completion see it: what was planted, what is found, and what is found besides. */
import { hospitalOf, type Size } from '@charthouse/demo-hospital';
import {
  deficiencyRules,
  delinquentCharts,
  evaluate,
  type Finding,
  readChart,
} from '@charthouse/desks/completion/rules';
import { defaultSettings } from '@charthouse/desks/completion/settings';
import type { Resource } from '@charthouse/fhir-model';
import { inForce } from '@charthouse/rulebook';

export interface Findings {
  readonly charts: number;
  readonly planted: number;
  /** Planted deficiencies that were found. */
  readonly found: number;
  /** `Encounter/id type` of what nobody planted. */
  readonly besides: readonly string[];
  /** Findings in charts that are traps. */
  readonly trapped: readonly string[];
  readonly delinquent: number;
  readonly plantedDelinquent: number;
}

const day = '2026-11-22';
const now = Date.parse('2026-11-22T06:00:00Z');
const zone = 'America/Chicago';
/** Older charts are not looked at. */
const since = now - defaultSettings.watchedDays * 86_400_000;

const profiles: readonly (readonly [organization: string, profile: string])[] = [
  ['Organization/demo-carrow', 'critical-access-hospital'],
  ['Organization/demo-clinic', 'clinic'],
  ['Organization/demo-recovery', 'clinic'],
];

/** All rules over every chart of the last months. */
export function findingsOfHospital(size: Size): Findings {
  const hospital = hospitalOf({ seed: 'a seed', day, size });
  const directory = hospital.directory as readonly Resource[];
  const charts = [...hospital.eachChart()].flat() as Resource[];
  const own = relating([...(hospital.patients.flat() as Resource[]), ...charts]);
  const { cases, delinquentRecords } = hospital.manifest();
  const planted = new Set(
    cases.filter(({ kind }) => kind === 'deficiency').map(({ encounter, code }) => `${encounter} ${code}`),
  );
  const traps = new Set(cases.filter(({ kind }) => kind === 'trap').map(({ encounter }) => encounter));
  const practitioners = directory.filter(({ resourceType }) => resourceType === 'Practitioner');
  const roles = directory.filter(({ resourceType }) => resourceType === 'PractitionerRole');
  const looked = charts
    .filter(({ resourceType }) => resourceType === 'Encounter')
    .map((encounter) => {
      const patient = own.of(subjectOf(encounter)).find(({ resourceType }) => resourceType === 'Patient');
      const facility = { ...defaultSettings.facilities[0], zone, profile: profileOf(encounter) };
      return readChart({ encounter, patient, resources: own.around(encounter), practitioners, roles }, facility, now);
    })
    .filter(({ admitted, discharged }) => admitted !== undefined && (discharged ?? now) >= since)
    .map((chart) => ({
      chart,
      findings: evaluate(chart, inForce(deficiencyRules, [], chart.zone.dayOf(chart.admitted as number)), now),
    }));
  const keys = new Set(looked.flatMap(({ findings }) => findings.map(nameOfFinding)));
  const open = looked.flatMap(({ chart: { encounter, discharged }, findings }) => {
    const mine = findings.filter(({ incurable }) => !incurable).map(({ key, type }) => ({ task: key, type }));
    return discharged === undefined ? [] : [{ encounter, discharged, open: mine }];
  });
  const settings = defaultSettings;
  return {
    charts: looked.length,
    planted: planted.size,
    found: [...planted].filter((key) => keys.has(key)).length,
    besides: [...keys].filter((key) => !planted.has(key)),
    trapped: [...keys].filter((key) => traps.has(key.split(' ')[0] ?? '')),
    delinquent: delinquentCharts(open, { settings, zone: looked[0]!.chart.zone, now }).length,
    plantedDelinquent: delinquentRecords,
  };
}

const nameOfFinding = ({ key, type }: Finding) => `${key.split('|')[0]} ${type}`;
const subjectOf = (resource: Resource) =>
  /"(?:subject|patient|beneficiary)":\{"reference":"([^"]+)"/.exec(JSON.stringify(resource))?.[1] ?? '';
const profileOf = (encounter: Resource) =>
  profiles.find(([organization]) => JSON.stringify(encounter.serviceProvider ?? '').includes(organization))?.[1] ??
  'acute-hospital';

/** Resources by what they refer to. */
function relating(resources: readonly Resource[]) {
  const index = new Map<string, Resource[]>();
  const put = (name: string, resource: Resource) => {
    const list = index.get(name);
    if (list) list.push(resource);
    else index.set(name, [resource]);
  };
  for (const one of resources) {
    const named = [
      ...JSON.stringify(one).matchAll(
        /"reference":"((?:Encounter|Patient|DocumentReference|ServiceRequest|MedicationRequest)\/[^"/]+)/g,
      ),
    ];
    for (const name of new Set([`${one.resourceType}/${one.id}`, ...named.map(([, reference = '']) => reference)]))
      put(name, one);
  }
  const of = (name: string) => index.get(name) ?? [];
  const around = (encounter: Resource) => {
    const mine = [...of(`Encounter/${encounter.id}`), ...of(subjectOf(encounter))];
    const signatures = mine.flatMap((one) =>
      of(`${one.resourceType}/${one.id}`).filter(({ resourceType }) => resourceType === 'Provenance'),
    );
    return [...new Set([...mine, ...signatures])];
  };
  return { of, around };
}
