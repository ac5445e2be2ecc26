/** The reports of record completion: their numbers, the rows behind each, as CSV and PDF; and the packet for a survey. */
import { type Call, inputOf, type Operation, type Result } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { makePdf } from '@charthouse/paper';
import { zoneOf } from '@charthouse/rulebook';
import { fields } from '../../rules/reports/fields.ts';
import { type Fact, factsBehind, type Report, tabulate } from '../../rules/reports/report.ts';
import { reports } from '../../rules/reports/reports.ts';
import { hospitalOf } from '../people/hospital.ts';
import { type Collecting, collect } from '../reports/collect.ts';
import { csvOf, type ReportOnPaper, reportPaper, type ShownTable, shownFacts, shownNumbers } from '../reports/shown.ts';
import { settingsNow } from '../settings-in-record.ts';
import { answer, asCaller, asRules, binary, type Handler, languageOf, parameters } from './asked.ts';

const packet = 'survey-packet';
const packetTitle = { en: 'Survey packet: completion of records', es: 'Dossier de inspección: historias completas' };

export const completionReport: Operation = {
  definition: {
    id: 'completion-report',
    code: 'completion-report',
    title: 'Reports of record completion',
    description:
      'Without a name: which reports there are. With a name: numbers by group, with the formula; with a measure: the rows behind that number. `as=csv` and `as=pdf` give a file; `survey-packet` is all reports as one PDF.',
    parameter: [
      ...parameters('in', [
        ['name', 'code', `${reports.map(({ id }) => id).join(', ')} or ${packet}.`],
        ['from', 'date', 'First local day; absent: twelve months before the last.'],
        ['to', 'date', 'Last local day; absent: today.'],
        ['by', 'code', 'How it is grouped; absent: by the first that the report has.'],
        ['measure', 'code', 'Whose rows are wanted.'],
        ['group', 'string', 'Of this group only; absent: of all.'],
        ['as', 'code', 'csv or pdf.'],
        ['lang', 'code', 'en or es.'],
      ]),
      ...parameters('out', [
        ['return', 'Binary', 'The file, where one was asked for.'],
        ['formula', 'string', 'How the numbers are made.'],
        ['from', 'date', 'First day.'],
        ['to', 'date', 'Last day.'],
        ['now', 'boolean', 'True: as things are now, whatever the period.'],
        ['column', 'string', 'What the cells of each row are.', '*'],
        ['measure', 'code', 'Of the columns after the first.', '*'],
      ]),
      {
        ...{ name: 'report', use: 'out', min: 0, max: '*', documentation: 'A report that there is.' },
        part: parameters('out', [
          ['name', 'code', 'Of the report.'],
          ['title', 'string', 'Of the report.'],
          ['by', 'code', 'How it can be grouped.', '*'],
          ['by-title', 'string', 'What each is called.', '*'],
        ]),
      },
      {
        ...{
          name: 'row',
          use: 'out',
          min: 0,
          max: '*',
          documentation: 'A group with its numbers, or a row behind a number.',
        },
        part: parameters('out', [
          ['group', 'string', 'What to ask for to open it; absent in the row of all.'],
          ['cell', 'string', 'In the order of the columns.', '*'],
        ]),
      },
    ],
  },
  levels: ['system'],
  affectsState: false,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const handle: Handler = async (call, { now }, inside) => {
  const name = inputOf(call, 'name');
  const lang = languageOf(call);
  if (name === undefined) return listed(lang);
  const rules = asRules(inside);
  const settings = await settingsNow(rules);
  const zone = zoneOf(settings.facilities[0].zone);
  const at = now();
  const collecting = { ...asCaller(inside), rules, settings, zone, now: at, ...periodOf(call, zone.dayOf(at)) };
  const as = inputOf(call, 'as');
  if (as !== undefined && as !== 'csv' && as !== 'pdf')
    throw outcomes.badRequest(`as is "${as}"; csv or pdf can be asked for.`);
  if (name === packet) return await onPaper(packetTitle[lang], await all(collecting, lang), { collecting, lang });
  const report = reports.find(({ id }) => id === name);
  if (!report)
    throw outcomes.badRequest(
      `There is no report "${name}"; there are ${reports.map(({ id }) => id).join(', ')}, ${packet}.`,
    );
  const by = inputOf(call, 'by') ?? report.by[0];
  if (!report.by.includes(by)) throw outcomes.badRequest(`by is "${by}"; ${report.by.join(', ')} can be asked for.`);
  const facts = await collect(name, collecting);
  const table =
    (await behind(call, report, { facts, by, collecting, lang })) ?? shownNumbers(report, facts, { by, lang });
  if (as === 'csv') return binary('text/csv', csvOf(table));
  if (as === 'pdf') return await onPaper(report.title[lang], [{ report, table }], { collecting, lang });
  const groups =
    inputOf(call, 'measure') === undefined ? tabulate(report, facts, by).rows.map(({ group }) => group) : [];
  return told(report, { table, groups, collecting, lang });
};

type Language = ReturnType<typeof languageOf>;

interface Around {
  readonly collecting: Collecting;
  readonly lang: Language;
}

const listed = (lang: Language): Result =>
  answer(
    reports.map(({ id, title, by }) => ({
      name: 'report',
      part: [
        { name: 'name', valueCode: id },
        { name: 'title', valueString: title[lang] },
        ...by.map((field) => ({ name: 'by', valueCode: field })),
        ...by.map((field) => ({ name: 'by-title', valueString: fields[field]![lang] })),
      ],
    })),
  );

/** Undefined: the numbers themselves were asked for. */
async function behind(
  call: Call,
  report: Report,
  { facts, by, collecting, lang }: Around & { readonly facts: readonly Fact[]; readonly by: string },
): Promise<ShownTable | undefined> {
  const [measure, group] = [inputOf(call, 'measure'), inputOf(call, 'group')];
  if (measure === undefined) return undefined;
  if (!report.measures.some(({ id }) => id === measure))
    throw outcomes.badRequest(
      `measure is "${measure}"; ${report.measures.map(({ id }) => id).join(', ')} can be asked for.`,
    );
  const found = factsBehind(report, facts, {
    by,
    measure,
    ...(group !== undefined && { group: group === none ? '' : group }),
  });
  return await shownFacts(report, found, { asking: collecting, lang });
}

function told(
  report: Report,
  { table, groups, collecting, lang }: Around & { readonly table: ShownTable; readonly groups: readonly string[] },
): Result {
  return answer([
    { name: 'title', valueString: report.title[lang] },
    { name: 'formula', valueString: report.formula[lang] },
    { name: 'from', valueDate: collecting.from },
    { name: 'to', valueDate: collecting.to },
    { name: 'now', valueBoolean: report.isNow ?? false },
    ...table.heads.map((valueString) => ({ name: 'column', valueString })),
    ...report.measures.map(({ id }) => ({ name: 'measure', valueCode: id })),
    ...table.rows.map((cells, i) => ({
      name: 'row',
      part: [
        ...(i < groups.length ? [{ name: 'group', valueString: groups[i] || none }] : []),
        ...cells.map((cell) => ({ name: 'cell', valueString: String(cell) || none })),
      ],
    })),
  ]);
}

/** A string of FHIR is not empty. */
const none = '-';

async function all(collecting: Collecting, lang: Language): Promise<ReportOnPaper[]> {
  const found: ReportOnPaper[] = [];
  for (const report of reports) {
    const facts = await collect(report.id, collecting);
    found.push({ report, table: shownNumbers(report, facts, { by: report.by[0], lang }) });
  }
  return found;
}

async function onPaper(title: string, of: readonly ReportOnPaper[], { collecting, lang }: Around): Promise<Result> {
  const { name: hospital } = await hospitalOf({ ...collecting.rules, settings: collecting.settings });
  const { from, to, now: made, zone } = collecting;
  const paper = reportPaper(title, of, { lang, hospital, from, to, made, today: zone.dayOf(made) });
  return binary('application/pdf', await makePdf(paper));
}

/** @throws OutcomeError 400 */
function periodOf(call: Call, today: string): { from: string; to: string } {
  const to = inputOf(call, 'to') ?? today;
  const from =
    inputOf(call, 'from') ??
    `${Number(to.slice(0, 4)) - 1}${to.slice(4, 8)}${to.endsWith('02-29') ? '28' : to.slice(8)}`;
  for (const [name, day] of [['from', from], ['to', to]]) // biome-ignore format: one line
    if (!isDay(day!)) throw outcomes.badRequest(`${name} is "${day}"; a day such as 2026-11-22 is expected.`);
  if (from > to) throw outcomes.badRequest(`from is ${from}, after to, which is ${to}.`);
  return { from, to };
}

const isDay = (day: string) => /^\d{4}-\d\d-\d\d$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
