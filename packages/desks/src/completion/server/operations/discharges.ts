/** The morning: who was discharged on a day, which charts were received, and which are missing. */
import { inputOf, type Operation } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { daysAfter, zoneOf } from '@charthouse/rulebook';
import { objects, timeOf } from '../../rules/reading/elements.ts';
import { searchAll } from '../ask.ts';
import { readCharts } from '../read-charts.ts';
import { settingsNow } from '../settings-in-record.ts';
import { answer, asCaller, asRules, type Handler, parameters } from './asked.ts';

export const discharges: Operation = {
  definition: {
    id: 'discharges',
    code: 'discharges',
    title: 'Discharges of a day against charts received',
    description: 'Every encounter that ended on a local day, and whether a chart of it was received.',
    parameter: [
      ...parameters('in', [['date', 'date', 'The local day; absent: yesterday.']]),
      ...parameters('out', [
        ['date', 'date', 'The day.'],
        ['discharged', 'integer', 'How many.'],
        ['received', 'integer', 'Of how many there is a chart.'],
        ['missing', 'Reference', 'Encounters without one.', '*'],
      ]),
    ],
  },
  levels: ['system'],
  affectsState: false,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const handle: Handler = async (call, { now }, inside) => {
  const asking = asCaller(inside);
  const settings = await settingsNow(asRules(inside));
  const zone = zoneOf(settings.facilities[0].zone);
  const date = inputOf(call, 'date') ?? daysAfter(zone.dayOf(now()), -1);
  if (!/^\d{4}-\d\d-\d\d$/.test(date))
    throw outcomes.badRequest(`date is "${date}"; a day such as 2026-11-22 is expected.`);
  const [from, to] = [zone.startOf(date), zone.endOf(date)].map((time) => new Date(time).toISOString()) as [
    string,
    string,
  ];
  const found = await searchAll(asking, 'Encounter', [
    ['date', `ge${from}`],
    ['date', `le${to}`],
    ['status', 'finished'],
  ]);
  const ended = found.filter(({ period }) => {
    const end = timeOf(objects(period)[0]?.end, zone);
    return end !== undefined && end >= Date.parse(from) && end <= Date.parse(to);
  });
  const charts = await readCharts(
    ended.map(({ id }) => String(id)),
    { ...asking, settings, now: now() },
  );
  const own = charts.filter(({ chart }) => settings.analysed.includes(chart.setting.class));
  const missing = own.filter(({ chart }) => chart.documents.every(({ isEarlier }) => isEarlier));
  return answer([
    { name: 'date', valueDate: date },
    { name: 'discharged', valueInteger: own.length },
    { name: 'received', valueInteger: own.length - missing.length },
    ...missing.map(({ chart }) => ({ name: 'missing', valueReference: { reference: chart.encounter } })),
  ]);
};
