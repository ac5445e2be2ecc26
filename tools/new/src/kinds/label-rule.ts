import type { Kind } from '../kind.ts';

export const labelRule: Kind = {
  name: 'label-rule',
  about: 'a rule that labels resources as sensitive, by what they say',
  folder: 'packages/access/src/labels/rules',
  files: ({ kebab, camel }) => ({
    [`${kebab}.ts`]: `import { snomed } from '../code-systems.ts';
import type { LabelRule } from '../rule.ts';

export const ${camel}: LabelRule = {
  id: '${kebab}',
  cites: 'The law or policy, with its section',
  effective: { from: '2026-01-01' },
  labels: ['R'],
  when: { codes: { [snomed]: [] } },
};
`,
    [`${kebab}.cases.json`]: `[
  {
    "title": "say what it labels, and in another case what it does not",
    "resource": { "resourceType": "Condition" },
    "labels": ["R"]
  }
]
`,
  }),
  line: ({ kebab, camel }) => ({
    import: `import { ${camel} } from './${kebab}.ts';`,
    list: 'labelRules',
    entry: camel,
  }),
};
