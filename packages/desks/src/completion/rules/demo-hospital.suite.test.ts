/** The rules find in the demo hospital exactly what was planted: no deficiency more, none less, and nothing in the traps. */
import { hospitalOf } from '@charthouse/demo-hospital';
import type { Resource } from '@charthouse/fhir-model';
import { inForce } from '@charthouse/rulebook';
import { expect, test } from 'vitest';
import { defaultSettings } from '../settings.ts';
import { deficiencyRules } from './deficiencies/index.ts';
import { evaluate } from './evaluate.ts';
import { objects, referenceOf } from './reading/elements.ts';
import { readChart } from './reading/read-chart.ts';

const now = Date.parse('2026-11-22T18:00:00Z');

/** By the organisation that stands for each kind of house. */
const profiles: Readonly<Record<string, string>> = {
  'Organization/demo-general': 'acute-hospital',
  'Organization/demo-carrow': 'critical-access-hospital',
};

function evaluated(size: 'full' | 'small') {
  const hospital = hospitalOf({ seed: 'any', day: '2026-11-22', size });
  const practitioners = hospital.directory.filter(({ resourceType }) => resourceType === 'Practitioner');
  const roles = hospital.directory.filter(({ resourceType }) => resourceType === 'PractitionerRole');
  const resources = new Map(hospital.patients.map((own) => [`Patient/${own[0]?.id}`, [...own]]));
  const encounters: Resource[] = [];
  for (const chart of hospital.eachChart()) {
    const [encounter] = chart;
    encounters.push(encounter!);
    resources
      .get(referenceOf(encounter?.subject)!)
      ?.push(...chart.filter(({ resourceType }) => resourceType !== 'Binary'));
  }
  const found = encounters.flatMap((encounter) => {
    const own = resources.get(referenceOf(encounter.subject)!)!;
    const profile = profiles[referenceOf(encounter.serviceProvider)!] ?? 'clinic';
    const facility = { ...defaultSettings.facilities[0], profile, zone: 'America/Chicago' };
    const chart = readChart({ encounter, patient: own[0], resources: own, practitioners, roles }, facility, now);
    const day = String(objects(encounter.period)[0]?.start).slice(0, 10);
    return evaluate(chart, inForce(deficiencyRules, [], day), now).map(
      ({ type }) => `Encounter/${encounter.id} ${type}`,
    );
  });
  return { found, manifest: hospital.manifest() };
}

test('260 deficiencies on 150 charts, 38 delinquent records, and nothing in 12 traps', { timeout: 120_000 }, () => {
  const { found, manifest } = evaluated('full');
  const planted = manifest.cases
    .filter(({ kind }) => kind === 'deficiency')
    .map(({ encounter, code }) => `${encounter} ${code}`);
  const known = new Set(planted);
  const falsely = found.filter((one) => !known.has(one));
  console.info(
    `false deficiencies: ${falsely.length} of ${found.length} (${((100 * falsely.length) / found.length).toFixed(1)} %)`,
  );
  expect(found.toSorted()).toEqual(planted.toSorted());
  expect(manifest).toMatchObject({ deficiencies: 260, charts: 150, delinquentRecords: 38 });
  const traps = manifest.cases.filter(({ kind }) => kind === 'trap');
  expect(traps).toHaveLength(12);
  expect(traps.filter(({ encounter }) => found.some((one) => one.startsWith(`${encounter} `)))).toEqual([]);
});
