/** Every rule in force on a day: its source, its cases, and who changed it. */
import { inputOf, type Operation } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { dueInWords, inForce, zoneOf } from '@charthouse/rulebook';
import { deficiencyRules } from '../../rules/deficiencies/index.ts';
import { settingsNow } from '../settings-in-record.ts';
import { answer, asRules, type Handler, parameters } from './asked.ts';

export const rules: Operation = {
  definition: {
    id: 'completion-rules',
    code: 'completion-rules',
    title: 'Rules of record completion in force',
    description:
      'Each deficiency rule that holds for encounters that begin on a day, with its source, its cases and what the hospital changed.',
    parameter: [
      ...parameters('in', [['date', 'date', 'The day; absent: today.']]),
      {
        ...{ name: 'rule', use: 'out', min: 0, max: '*', documentation: 'A rule, or one that is switched off.' },
        part: parameters('out', [
          ['id', 'string', 'Of the rule.'],
          ['type', 'code', 'Of the deficiency.'],
          ['title', 'string', 'Of the rule.'],
          ['source', 'string', 'Citation.'],
          ['link', 'url', 'To it.'],
          ['weight', 'code', 'law, standard or house.'],
          ['from', 'date', 'First day of this text.'],
          ['due', 'string', 'In words.'],
          ['explanation', 'string', 'Why it matters.'],
          ['case', 'string', 'A case, and what is due in it.', '*'],
          ['changed', 'string', 'By whom, from when, and why.'],
          ['off', 'boolean', 'The hospital has switched it off.'],
        ]),
      },
    ],
  },
  levels: ['system'],
  affectsState: false,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const handle: Handler = async (call, { now }, inside) => {
  const settings = await settingsNow(asRules(inside));
  const day = inputOf(call, 'date') ?? zoneOf(settings.facilities[0].zone).dayOf(now());
  if (!/^\d{4}-\d\d-\d\d$/.test(day))
    throw outcomes.badRequest(`date is "${day}"; a day such as 2026-11-22 is expected.`);
  const all = [...deficiencyRules, ...settings.rules];
  const held = new Map(inForce(all, settings.overrides, day).map((one) => [one.rule.id, one]));
  return answer(
    inForce(all, [], day).map(({ rule: source }) => {
      const { rule, override } = held.get(source.id) ?? { rule: source };
      const changed = override ?? settings.overrides.findLast((one) => one.rule === source.id && !held.has(source.id));
      return {
        name: 'rule',
        part: [
          { name: 'id', valueString: rule.id },
          { name: 'type', valueCode: rule.type },
          { name: 'title', valueString: rule.title },
          { name: 'source', valueString: rule.cites.text },
          { name: 'link', valueUrl: rule.cites.url },
          { name: 'weight', valueCode: rule.cites.weight },
          { name: 'from', valueDate: rule.effective.from },
          { name: 'due', valueString: `${dueInWords(rule.due)}${rule.dueIs === 'house' ? ' (house rule)' : ''}` },
          { name: 'explanation', valueString: rule.explains },
          ...rule.cases.map(({ says, expect }) => ({
            name: 'case',
            valueString: `${says}: ${expect.join(', ') || 'nothing'}`,
          })),
          ...(changed
            ? [{ name: 'changed', valueString: `${changed.by}, from ${changed.effective.from}: ${changed.reason}` }]
            : []),
          ...(held.has(source.id) ? [] : [{ name: 'off', valueBoolean: true }]),
        ],
      };
    }),
  );
};
