/** What was due in charts of the period, and whether it was done in time. */
import { inForce } from '@charthouse/rulebook';
import { deficiencyRules } from '../../rules/deficiencies/index.ts';
import type { Fact } from '../../rules/reports/report.ts';
import { timelinessOf } from '../../rules/reports/timeliness.ts';
import { readCharts } from '../read-charts.ts';
import type { Collecting } from './collect.ts';
import { clinicianNames, endedStays, stayFields } from './stays.ts';

const atOnce = 50;

const called: Readonly<Record<string, string>> = {
  'history-and-physical': 'History and physical',
  'operative-report': 'Operative report',
  'discharge-summary': 'Discharge summary',
  'unsigned-order': 'Orders',
  'unsigned-verbal-order': 'Verbal orders',
};

export async function timeliness(collecting: Collecting): Promise<Fact[]> {
  const { settings, now, zone } = collecting;
  const stays = new Map((await endedStays(collecting)).map((one) => [String(one.id), one]));
  const ids = [...stays.keys()];
  const found: { fact: Fact; owner: string | undefined }[] = [];
  // of stays that who asks has found: the rules look at more of a chart than everybody may
  for (let i = 0; i < ids.length; i += atOnce)
    for (const { chart } of await readCharts(ids.slice(i, i + atOnce), { ...collecting, ...collecting.rules })) {
      if (chart.admitted === undefined) continue;
      const day = chart.zone.dayOf(chart.admitted);
      const rules = inForce([...deficiencyRules, ...settings.rules], settings.overrides, day);
      const stay = stays.get(chart.encounter.slice('Encounter/'.length));
      for (const { type, owner, due, state } of timelinessOf(chart, rules, now))
        found.push({
          fact: { ...stayFields(stay, collecting), what: called[type] ?? type, due: zone.dayOf(due), state },
          owner,
        });
    }
  const name = await clinicianNames(
    collecting,
    found.map(({ owner }) => owner),
  );
  return found.map(({ fact, owner }) => ({ ...fact, clinician: name(owner) }));
}
