/** What decides access, each with its source. */
import { labelRules, policies, typeGroups } from '@charthouse/access';
import type { Part } from '../part.ts';
import { table } from '../table.ts';

const document = 'docs/access.md';

export const policyList: Part = {
  name: 'access-policies',
  document,
  text: () =>
    table(
      ['policy', 'promise', 'source'],
      policies.map(({ id, title, cites }) => [`\`${id}\``, title, cites]),
    ),
};

export const labelRuleList: Part = {
  name: 'label-rules',
  document,
  text: () =>
    table(
      ['rule', 'labels', 'in force', 'source'],
      labelRules.map(({ id, labels, effective: { from, to }, cites }) => [
        `\`${id}\``,
        labels.join(', '),
        to ? `${from} to ${to}` : `from ${from}`,
        cites,
      ]),
    ),
};

export const typeGroupList: Part = {
  name: 'type-groups',
  document,
  text: () =>
    table(
      ['group', 'types of resource'],
      Object.entries(typeGroups).map(([name, types]) => [`_${name}_`, [...types].sort().join(', ')]),
    ),
};
