/** What would change if the settings were others: the findings of charts by both, nothing written. */
import { type Operation, parametersOf } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import type { Finding } from '../../rules/finding.ts';
import { readCharts } from '../read-charts.ts';
import { settingsFrom, settingsNow } from '../settings-in-record.ts';
import { findingsOf } from '../settle.ts';
import { watchedEncounters } from '../watched.ts';
import { answer, asCaller, asRules, type Handler, parameters } from './asked.ts';

export const dryRun: Operation = {
  definition: {
    id: 'completion-dry-run',
    code: 'completion-dry-run',
    title: 'Try other rules or settings of record completion',
    description:
      'Looks at the charts of the last month by the settings that hold and by others, and tells the differences.',
    parameter: [
      ...parameters('in', [['settings', 'string', 'As JSON; what is left out is as it is by default.']]),
      ...parameters('out', [
        ['charts', 'integer', 'Looked at.'],
        ['now', 'integer', 'Findings by the settings that hold.'],
        ['wanted', 'integer', 'Findings by the others.'],
      ]),
      {
        ...{
          name: 'change',
          use: 'out',
          min: 0,
          max: '*',
          documentation: 'A finding that would come, go or be due at another time.',
        },
        part: parameters('out', [
          ['what', 'code', 'comes, goes or moves.'],
          ['encounter', 'Reference', 'In whose chart.'],
          ['type', 'code', 'Of the deficiency.'],
          ['rule', 'string', 'Which found it.'],
          ['due', 'instant', 'By the others.'],
        ]),
      },
    ],
  },
  levels: ['system'],
  affectsState: false,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const atOnce = 50;
/** Of the charts of the last month, the newest. */
const most = 2_000;

const handle: Handler = async (call, { now }, inside) => {
  const [sent] = parametersOf(call.input, 'settings');
  if (typeof sent?.valueString !== 'string')
    throw outcomes.badRequest('Send the parameter settings: a string with JSON.');
  const wanted = settingsFrom(sent.valueString);
  const at = now();
  const settings = await settingsNow(asRules(inside));
  // of the charts that the caller sees; what rules find does not depend on who asks
  const reading = { ...asRules(inside), settings, now: at };
  const seen = { ...reading, ...asCaller(inside), settings: { ...settings, watchedDays: 31 } };
  const ids = (await watchedEncounters(seen)).slice(0, most);
  const counts = { charts: 0, now: 0, wanted: 0 };
  const changes: Change[] = [];
  for (let i = 0; i < ids.length; i += atOnce) {
    const some = ids.slice(i, i + atOnce);
    const [before, after] = await Promise.all([
      readCharts(some, reading),
      readCharts(some, { ...reading, settings: wanted }),
    ]);
    for (const [n, one] of before.entries()) {
      const findings = findingsOf(one, reading.settings, at);
      const others = findingsOf(after[n]!, wanted, at);
      counts.charts++;
      counts.now += findings.length;
      counts.wanted += others.length;
      changes.push(...changesOf(findings, others).map((change) => ({ ...change, encounter: one.chart.encounter })));
    }
  }
  return answer([
    ...Object.entries(counts).map(([name, valueInteger]) => ({ name, valueInteger })),
    ...changes.map(({ what, encounter, finding }) => ({
      name: 'change',
      part: [
        { name: 'what', valueCode: what },
        { name: 'encounter', valueReference: { reference: encounter } },
        { name: 'type', valueCode: finding.type },
        { name: 'rule', valueString: `${finding.rule} of ${finding.version}` },
        ...(finding.due === undefined ? [] : [{ name: 'due', valueInstant: new Date(finding.due).toISOString() }]),
      ],
    })),
  ]);
};

interface Change {
  readonly what: 'comes' | 'goes' | 'moves';
  readonly encounter: string;
  readonly finding: Finding;
}

function changesOf(before: readonly Finding[], after: readonly Finding[]): Omit<Change, 'encounter'>[] {
  const old = new Map(before.map((finding) => [finding.key, finding]));
  const next = new Set(after.map(({ key }) => key));
  return [
    ...after.flatMap((finding): Omit<Change, 'encounter'>[] => {
      const was = old.get(finding.key);
      if (!was) return [{ what: 'comes', finding }];
      return was.due === finding.due ? [] : [{ what: 'moves', finding }];
    }),
    ...before.filter(({ key }) => !next.has(key)).map((finding) => ({ what: 'goes' as const, finding })),
  ];
}
