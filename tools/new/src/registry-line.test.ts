import { expect, test } from 'vitest';
import { withLine } from './registry-line.ts';

const line = { import: "import { two } from './two.ts';", list: 'things', entry: 'two' };

test('a line goes below the last import and to the end of the list', () => {
  const before =
    "import { one } from './one.ts';\n\nexport const things: readonly Thing[] = [one];\n\nexport const other = [1];\n";
  expect(withLine(before, line)).toBe(
    "import { one } from './one.ts';\nimport { two } from './two.ts';\n\nexport const things: readonly Thing[] = [one, two,];\n\nexport const other = [1];\n",
  );
});

test('lists may be objects, have a comma at their end, be nested or empty', () => {
  expect(withLine('const things = { a: [1, { b: 2 }],\n};\n', { ...line, entry: 'two: 2' })).toContain(
    'const things = { a: [1, { b: 2 }], two: 2,};',
  );
  expect(withLine('const things: readonly string[] = [];\n', line)).toContain('= [ two,];');
});

test('a registry without the list is refused', () => {
  expect(() => withLine('export const others = [];\n', line)).toThrow('has no `const things = …`');
});
