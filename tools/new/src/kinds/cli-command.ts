import type { Kind } from '../kind.ts';

export const cliCommand: Kind = {
  name: 'command',
  about: 'a command of the `charthouse` program, such as migrate',
  folder: 'apps/server/src/cli',
  files: ({ kebab, camel, words }) => ({
    [`${kebab}.ts`]: `/** \`charthouse ${kebab}\`: what it does. */
import { command } from '../command-line/command.ts';

export const ${camel}Command = command({
  name: '${kebab}',
  summary: 'What it does, as a phrase',
  options: {},
  async run({ report }) {
    report.say('${words}: done', { done: true });
    return 0;
  },
});
`,
    [`${kebab}.test.ts`]: `import { expect, test } from 'vitest';
import { ${camel}Command } from './${kebab}.ts';

test('${words}: say what it does and how it fails', () => {
  expect.unreachable(\`\${${camel}Command.name} has no cases yet\`);
});
`,
  }),
  line: ({ kebab, camel }) => ({
    import: `import { ${camel}Command } from './${kebab}.ts';`,
    list: 'commands',
    entry: `${camel}Command`,
  }),
  next: ['`npm run docs` puts it into README.md.'],
};
