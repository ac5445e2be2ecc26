import { expect, test } from 'vitest';
import { table } from './table.ts';

test('a bar in a cell does not end the cell', () => {
  expect(table(['a', 'b'], [['on|off', '']])).toBe('| a | b |\n| --- | --- |\n| on\\|off |  |');
});
