import type { Kind } from '../kind.ts';

export const law: Kind = {
  name: 'law',
  about: 'a law of the house that `npm run check` looks after',
  folder: 'tools/check/src/laws',
  files: ({ kebab, camel, words }) => ({
    [`${kebab}.ts`]: `/** The law in a sentence. */
import type { Law } from '../law.ts';
import { sourceFiles } from '../source-files.ts';

export const ${camel}: Law = {
  name: '${words}',
  find: ({ files, read }) =>
    sourceFiles(files).flatMap((file) => (read(file) === '' ? [\`\${file}: what is wrong, and what to do\`] : [])),
};
`,
    [`${kebab}.test.ts`]: `import { expect, test } from 'vitest';
import { inMemory } from '../in-memory-house.testing.ts';
import { ${camel} } from './${kebab}.ts';

test('${words}: say what is found and what is not', () => {
  expect(${camel}.find(inMemory({ 'packages/x/src/a.ts': 'kept' }))).toEqual([]);
  expect.unreachable('${kebab} has no cases yet');
});
`,
  }),
  line: ({ kebab, camel }) => ({
    import: `import { ${camel} } from './${kebab}.ts';`,
    list: 'laws',
    entry: camel,
  }),
  next: ['Say it in docs/house.md.'],
};
