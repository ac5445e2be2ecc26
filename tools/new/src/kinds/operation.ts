import type { Kind } from '../kind.ts';

export const operation: Kind = {
  name: 'operation',
  about: 'an operation with its OperationDefinition, such as $everything',
  folder: 'packages/fhir-api/src/operations',
  files: ({ kebab, camel, words }) => ({
    [`${kebab}.ts`]: `/** What it is for, with a link to what defines it. */
import type { Operation } from './operation.ts';

export const ${camel}: Operation = {
  definition: {
    id: '${kebab}',
    code: '${kebab}',
    title: '${words}',
    description: 'What it does, in a sentence or two.',
    parameter: [{ name: 'return', use: 'out', min: 1, max: '1', type: 'Parameters' }],
  },
  levels: ['instance'],
  affectsState: false,
  async handle(call) {
    const name = { name: 'id', valueId: call.id };
    return { status: 200, body: JSON.stringify({ resourceType: 'Parameters', parameter: [name] }) };
  },
};
`,
    [`${kebab}.db.test.ts`]: `import { expect, test } from 'vitest';
import { ${camel} } from './${kebab}.ts';

test('$${kebab}: say what it promises', () => {
  expect.unreachable(\`\${${camel}.definition.code} has no cases yet\`);
});
`,
  }),
  line: ({ kebab, camel }) => ({
    import: `import { ${camel} } from './${kebab}.ts';`,
    list: 'operations',
    entry: camel,
  }),
  next: ['Add a request to docs/http.', '`npm run docs` puts it into docs/api.md.'],
};
