/** Delinquent records with the formula of their rate, computed now; nothing of it is stored. */
import { inputOf, type Operation } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { zoneOf } from '@charthouse/rulebook';
import { delinquencyOf, delinquentCharts, months } from '../../rules/delinquency.ts';
import { nameOf, objects, timeOf } from '../../rules/reading/elements.ts';
import type { DelinquencyFormula } from '../../settings.ts';
import { searchAll, searchEach } from '../ask.ts';
import { openCharts } from '../open-charts.ts';
import { personName } from '../people/clinicians-work.ts';
import { settingsNow } from '../settings-in-record.ts';
import { answer, asCaller, asRules, type Handler, parameters } from './asked.ts';

export const delinquency: Operation = {
  definition: {
    id: 'delinquency',
    code: 'delinquency',
    title: 'Delinquent records',
    description: 'Charts with something open too long after discharge, each once, and their rate with its formula.',
    parameter: [
      ...parameters('in', [['formula', 'code', 'average-month, last-month or quarter; absent: as the settings say.']]),
      ...parameters('out', [
        ['count', 'integer', 'Delinquent records.'],
        ['base', 'decimal', 'Discharges that they are compared with.'],
        ['rate', 'decimal', 'Their share; absent: there were no discharges.'],
        ['formula', 'string', 'In words and numbers.'],
      ]),
      {
        ...{ name: 'record', use: 'out', min: 0, max: '*', documentation: 'A delinquent record, the oldest first.' },
        part: parameters('out', [
          ['encounter', 'Reference', 'Whose chart it is.'],
          ['discharged', 'instant', 'When.'],
          ['days', 'integer', 'Since discharge.'],
          ['service', 'string', 'That the encounter names.'],
          ['deficiency', 'Reference', 'What is open.', '*'],
          ['owner', 'Reference', 'Who is asked, each once.', '*'],
        ]),
      },
    ],
  },
  levels: ['system'],
  affectsState: false,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const handle: Handler = async (call, { now }, inside) => {
  const asking = asCaller(inside);
  const set = await settingsNow(asRules(inside));
  const formula = (inputOf(call, 'formula') ?? set.formula) as DelinquencyFormula;
  if (!Object.hasOwn(months, formula))
    throw outcomes.badRequest(`formula is "${formula}"; ${Object.keys(months).join(', ')} can be asked for.`);
  const settings = { ...set, formula };
  const zone = zoneOf(set.facilities[0].zone);
  const at = now();
  const charts = delinquentCharts(await openCharts(asking, zone), { settings, zone, now: at });
  const people = await searchEach(asking, 'Practitioner', [
    '_id',
    charts.flatMap(({ open }) => open.flatMap(({ owner }) => practitionerId(owner))),
  ]);
  const names = new Map(people.map((one) => [nameOf(one), personName(one)]));
  const begin = new Date(at);
  begin.setUTCMonth(begin.getUTCMonth() - months[formula]);
  const since = begin.getTime();
  const ended = await searchAll(asking, 'Encounter', [
    ['date', `ge${begin.toISOString()}`],
    ['status', 'finished'],
    ['class', 'IMP,ACUTE,NONAC'],
  ]);
  const discharges = ended.filter(({ period }) => (timeOf(objects(period)[0]?.end, zone) ?? 0) >= since).length;
  const told = delinquencyOf(charts, discharges, settings);
  return answer([
    { name: 'count', valueInteger: charts.length },
    { name: 'base', valueDecimal: told.base },
    ...(told.rate === undefined ? [] : [{ name: 'rate', valueDecimal: told.rate }]),
    { name: 'formula', valueString: told.formula },
    ...charts.map(({ encounter, discharged, days, open, service }) => ({
      name: 'record',
      part: [
        { name: 'encounter', valueReference: { reference: encounter } },
        { name: 'discharged', valueInstant: new Date(discharged).toISOString() },
        { name: 'days', valueInteger: days },
        ...(service === undefined ? [] : [{ name: 'service', valueString: service }]),
        ...open.map(({ task }) => ({ name: 'deficiency', valueReference: { reference: task } })),
        ...[...new Set(open.flatMap(({ owner }) => owner ?? []))].map((reference) => ({
          name: 'owner',
          valueReference: { reference, ...(names.has(reference) && { display: names.get(reference)! }) },
        })),
      ],
    })),
  ]);
};

const practitionerId = (owner: string | undefined) => /^Practitioner\/(.+)$/.exec(owner ?? '')?.[1] ?? [];
