import { expect, test, vi } from 'vitest';
import { inScratchHouse } from '../scratch-house.testing.ts';
import { documents } from './documents.ts';

vi.setConfig({ testTimeout: 60_000 });

test('a document that is out of date is found', async () => {
  const files = {
    'tools/docs/src/main.ts': 'console.error(\'README.md: "settings" is out of date\');\nprocess.exitCode = 1;\n',
  };
  expect(await inScratchHouse(files, documents.find)).toEqual(['README.md: "settings" is out of date']);
});
