import type { Kind } from '../kind.ts';

export const interaction: Kind = {
  name: 'interaction',
  about: 'an interaction of the RESTful API, such as vread',
  folder: 'packages/fhir-api/src/interactions',
  files: ({ kebab, camel, words }) => ({
    [`${kebab}.ts`]: `/** https://hl7.org/fhir/R4/http.html */
import { outcomes } from '@charthouse/fhir-model';
import type { Call, Result } from '../call.ts';
import type { ApiParts } from '../parts.ts';

export async function ${camel}(call: Call, { store }: ApiParts): Promise<Result> {
  const row = await store.read(call.type as string, call.id as string);
  if (!row) throw outcomes.notFound(\`\${call.type}/\${call.id} is not known.\`);
  return { ...row, status: 200, stored: true };
}
`,
    [`${kebab}.db.test.ts`]: `import { expect, test } from 'vitest';
import { ${camel} } from './${kebab}.ts';

test('${words}: say what it promises', () => {
  expect.unreachable(\`\${${camel}.name} has no cases yet\`);
});
`,
  }),
  line: ({ kebab, camel }) => ({
    import: `import { ${camel} } from './${kebab}.ts';`,
    list: 'interactions',
    entry: camel,
  }),
  next: [
    'Add the name to `InteractionName` in packages/fhir-api/src/call.ts.',
    'Give it its place in the URL grammar: packages/fhir-api/src/http/url.ts.',
    'Add a request to docs/http.',
  ],
};
