import type { Kind } from '../kind.ts';

export const searchParameter: Kind = {
  name: 'search-parameter',
  about: 'a search parameter that is no index of a search type, such as _id',
  folder: 'packages/fhir-search/src/special',
  files: ({ kebab, camel }) => ({
    [`${kebab}.ts`]: `/** \`_${camel}\`: what it asks for. https://hl7.org/fhir/R4/search.html */
import { valuesOf } from '../query/values-of.ts';
import { refuseModifier, type Special } from './special.ts';

export const ${camel}: Special = (modifier, criterion, context) => {
  refuseModifier(modifier, criterion);
  return { kind: 'id', ids: valuesOf(criterion, context) };
};
`,
    [`${kebab}.test.ts`]: `import { expect, test } from 'vitest';
import { ${camel} } from './${kebab}.ts';

test('_${camel}: say what is found and what is not', () => {
  expect.unreachable(\`\${${camel}.name} has no cases yet\`);
});
`,
  }),
  line: ({ kebab, camel }) => ({
    import: `import { ${camel} } from './${kebab}.ts';`,
    list: 'specials',
    entry: `_${camel}: ${camel}`,
  }),
};
