import type { Kind } from '../kind.ts';

export const jobKind: Kind = {
  name: 'job-kind',
  about: 'a kind of long work that goes on after kill -9, such as import',
  folder: 'apps/server/src',
  files: ({ kebab, camel, words }) => ({
    [`${kebab}/${kebab}-kind.ts`]: `/** ${words} as a kind of job: what it does step by step, and how it is counted anew at the end. */
import type { JobKind } from '@charthouse/chart-store';

export const ${camel}Kind: JobKind = {
  name: '${kebab}',
  run: async ({ job, step, signal }) => {
    const from = (job.checkpoint as { next: number } | null)?.next ?? 0;
    signal.throwIfAborted();
    await step(async () => ({ checkpoint: { next: from + 1 }, done: 1, total: 1 }));
  },
  verify: async ({ done }) => (done === 1 ? [] : [\`\${done} of 1 were done.\`]),
};
`,
    [`${kebab}/${kebab}-kind.db.test.ts`]: `import { expect, test } from 'vitest';
import { ${camel}Kind } from './${kebab}-kind.ts';

test('${words}: say what is there after a kill -9 in the middle', () => {
  expect.unreachable(\`\${${camel}Kind.name} has no cases yet\`);
});
`,
  }),
  next: ['Pass it to `createJobs({ kinds: [...] })` where it is run from.'],
};
