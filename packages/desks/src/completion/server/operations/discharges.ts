/** The morning: who was discharged on a day, which charts were received, and which are missing. */
import { inputOf, type Operation } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { daysAfter, zoneOf } from '@charthouse/rulebook';
import { codingsOf, objects, timeOf } from '../../rules/reading/elements.ts';
import { stateOf } from '../../rules/tasks/chart-task.ts';
import { searchAll } from '../ask.ts';
import { type FoundChart, readCharts } from '../read-charts.ts';
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
        ['not-expected', 'integer', 'Of how many somebody said that there is to be none.'],
        ['missing', 'Reference', 'Encounters without one.', '*'],
      ]),
    ],
  },
  levels: ['system'],
  affectsState: false,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

/** Of charts that came without a document, as somebody said: on paper. */
const receivedStates: ReadonlySet<string> = new Set([
  ...['received', 'incomplete', 'awaiting-re-analysis', 'complete', 'reopened'],
]);

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
  // the rules look at more of a chart than everybody may; told is only what who asks has found
  const charts = await readCharts(
    ended.map(({ id }) => String(id)),
    { ...asRules(inside), settings, now: now() },
  );
  const own = charts.filter(({ chart }) => settings.analysed.includes(chart.setting.class));
  const stateIn = ({ tasks }: FoundChart) =>
    tasks.filter(({ code }) => codingsOf(code)[0]?.code === 'chart').flatMap((task) => stateOf(task) ?? [])[0];
  const unreceived = own.filter(
    (one) => one.chart.documents.every(({ isEarlier }) => isEarlier) && !receivedStates.has(stateIn(one) ?? ''),
  );
  const missing = unreceived.filter((one) => stateIn(one) !== 'retired');
  return answer([
    { name: 'date', valueDate: date },
    { name: 'discharged', valueInteger: own.length },
    { name: 'received', valueInteger: own.length - unreceived.length },
    { name: 'not-expected', valueInteger: unreceived.length - missing.length },
    ...missing.map(({ chart }) => ({ name: 'missing', valueReference: { reference: chart.encounter } })),
  ]);
};
