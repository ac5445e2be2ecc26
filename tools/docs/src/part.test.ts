import { expect, test } from 'vitest';
import { withPart } from './part.ts';

const part = { name: 'list', text: () => '\n- one\n- two\n\n' };
const document = (inside: string) =>
  `# Title\n\n<!-- generated: list -->\n${inside}\n<!-- /generated: list -->\n\nThe end.\n`;

test('a part replaces what stood between its markers and nothing else', () => {
  expect(withPart(document('- old'), part)).toBe(document('- one\n- two'));
});

test('writing a part twice changes nothing', () => {
  expect(withPart(withPart(document(''), part), part)).toBe(withPart(document(''), part));
});

test('a document without the markers is refused', () => {
  expect(() => withPart('# Title\n', part)).toThrow('<!-- generated: list -->');
  expect(() => withPart('<!-- /generated: list --><!-- generated: list -->', part)).toThrow('needs the lines');
});
