/** The rules of record completion, each with its source. */
import { deficiencyRules, deficiencyTypes } from '@charthouse/desks/completion/rules';
import { dueInWords } from '@charthouse/rulebook';
import type { Part } from '../part.ts';
import { table } from '../table.ts';

const displayOf = new Map(deficiencyTypes.map(({ code, display }) => [code, display]));

export const deficiencyRuleList: Part = {
  name: 'deficiency-rules',
  document: 'docs/desks.md',
  text: () =>
    table(
      ['type', 'rule', 'due', 'in force', 'source'],
      deficiencyRules.map(({ id, type, due, dueIs, effective: { from, to }, cites }) => [
        `\`${type}\` ${displayOf.get(type)}`,
        `\`${id}\``,
        `${dueInWords(due)}${dueIs === 'house' ? ' (house rule)' : ''}`,
        to ? `${from} to ${to}` : from === '1900-01-01' ? 'always' : `from ${from}`,
        `[${cites.text}](${cites.url})${cites.weight === 'house' ? ' (practice, no law)' : ''}`,
      ]),
    ),
};
