import type { Kind } from '../kind.ts';

export const accessPolicy: Kind = {
  name: 'access-policy',
  about: 'a policy that refuses people or narrows what roles grant',
  folder: 'packages/access/src/policies',
  files: ({ kebab, camel, words }) => ({
    [`${kebab}.ts`]: `import type { Policy } from './policy.ts';

/** What it keeps from whom, in a sentence. */
export const ${camel}: Policy = {
  id: '${kebab}',
  title: 'Say ${words} as a promise',
  cites: 'The law, standard or house rule, with its section',
  narrows: (draft) => [draft],
};
`,
    [`${kebab}.cases.json`]: `[
  {
    "title": "say what is denied and what is seen",
    "call": "read Patient/p",
    "denied": "${kebab}"
  }
]
`,
  }),
  line: ({ kebab, camel }) => ({
    import: `import { ${camel} } from './${kebab}.ts';`,
    list: 'policies',
    entry: camel,
  }),
  next: ['Its place in the list says when it works: grants first, then who, whose, which labels, and consents last.'],
};
