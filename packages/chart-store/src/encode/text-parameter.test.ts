import { expect, test } from 'vitest';
import { textParameter } from './text-parameter.ts';

test('values become the text that PostgreSQL reads, bytes stay bytes', () => {
  const bytes = new Uint8Array([1]);
  const forms: [unknown, unknown][] = [
    [null, null],
    [undefined, null],
    ['a"b', 'a"b'],
    [1.5, '1.5'],
    [-(2n ** 63n), '-9223372036854775808'],
    [true, 'true'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [bytes, bytes],
    [[1n, null, 'a"\\,{'], '{1,NULL,"a\\"\\\\,{"}'],
    [[[1], [2]], '{{1},{2}}'],
    [[bytes], '{"\\\\x01"}'],
    [[], '{}'],
  ];
  for (const [value, form] of forms) expect(textParameter(value)).toEqual(form);
  expect(() => textParameter({})).toThrow('type object cannot be bound');
});
