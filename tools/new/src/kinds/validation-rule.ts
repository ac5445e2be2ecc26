import type { Kind } from '../kind.ts';

export const validationRule: Kind = {
  name: 'validation-rule',
  about: 'a rule for every element of a type, such as ext-1',
  folder: 'packages/fhir-validate/src/rules',
  files: ({ kebab, camel, words }) => ({
    [`${kebab}.ts`]: `/** The rule in a sentence, with the link to where it stands. */
import type { ElementRule } from '../structure/element.ts';

export const ${camel}: ElementRule = (value, found) => {
  if (value.id === '') found.error('invariant', 'What is wrong, and what to do about it.');
};
`,
    [`${kebab}.test.ts`]: `import { expect, test } from 'vitest';
import { ${camel} } from './${kebab}.ts';

test('${words}: say what is refused and what is not', () => {
  expect.unreachable(\`\${${camel}.name} has no cases yet\`);
});
`,
  }),
  line: ({ kebab, camel }) => ({
    import: `import { ${camel} } from './${kebab}.ts';`,
    list: 'byType',
    entry: `Element: [${camel}]`,
  }),
  next: ['In rules/index.ts, name the type the rule is for instead of `Element`.'],
};
