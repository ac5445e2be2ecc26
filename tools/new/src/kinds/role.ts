import type { Kind } from '../kind.ts';

export const role: Kind = {
  name: 'role',
  about: 'a role: a table of what its people may do',
  folder: 'packages/access/src/roles',
  files: ({ kebab, camel, words }) => ({
    [`${kebab}.ts`]: `/** Who they are and what they do, in a sentence. */
import { none } from './clearances.ts';
import { may, type Role } from './role.ts';
import { directory, knowledge } from './type-groups.ts';

export const ${camel}: Role = {
  id: '${kebab}',
  title: '${words}',
  kinds: ['staff'],
  permissions: [may('rs', [...directory, ...knowledge])],
  named: [],
  purposes: ['HOPERAT'],
  labels: none,
  withoutStates: ['draft', 'restricted'],
};
`,
    [`${kebab}.test.ts`]: `import { expect, test } from 'vitest';
import { ${camel} } from './${kebab}.ts';

test('${words}: say what they may and may not', () => {
  expect.unreachable(\`\${${camel}.id} has no cases yet\`);
});
`,
  }),
  line: ({ kebab, camel }) => ({
    import: `import { ${camel} } from './${kebab}.ts';`,
    list: 'all',
    entry: camel,
  }),
};
