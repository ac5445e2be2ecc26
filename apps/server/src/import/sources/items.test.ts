import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Item, itemsOf } from './items.ts';

const small = { line: 40, document: 100 };
const large = { line: 4_000, document: 40_000 };

async function read(content: string | Buffer, { ndjson = false, size = 7, limits = small } = {}): Promise<Item[]> {
  const bytes = Buffer.from(content as string);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const items: Item[] = [];
  for await (const item of itemsOf({ name: 'f', ndjson }, chunks(), limits)) items.push(item);
  return items;
}

const told = (items: readonly Item[]) =>
  items.map(({ line, text, error }) => [line, error ? error.issues[0]!.diagnostics : text]);

describe('a file', () => {
  test('whose first line is a whole JSON value has one document per line', async () => {
    expect(told(await read('{"a":1}\n{"b":\n{"c":3}'))).toEqual([
      [1, '{"a":1}'],
      [2, '{"b":'],
      [3, '{"c":3}'],
    ]);
  });

  test('is one document otherwise, with its lines', async () => {
    expect(told(await read('{\n "a": 1\r\n}\n'))).toEqual([[1, '{\n "a": 1\r\n}']]);
  });

  test('named .ndjson has one document per line, also when the first is broken', async () => {
    expect(told(await read('{"a":\n{"b":2}', { ndjson: true }))).toEqual([
      [1, '{"a":'],
      [2, '{"b":2}'],
    ]);
  });

  test('may have blank lines, Windows line ends and a byte order mark', async () => {
    expect(told(await read('\ufeff{"a":1}\r\n\r\n  \n{"b":2}\r\n'))).toEqual([
      [1, '{"a":1}\r'],
      [4, '{"b":2}\r'],
    ]);
    expect(told(await read('\n\n{\n"a":1}'))).toEqual([[3, '{\n"a":1}']]);
  });

  test('of nothing but white space has no documents', async () => {
    expect(await read('')).toEqual([]);
    expect(await read(' \n\n\t\n')).toEqual([]);
  });
});

describe('what cannot be read', () => {
  test('is told for its line, and the others are read', async () => {
    const latin = Buffer.concat([
      Buffer.from('{"a":1}\n{"name":"M'),
      Buffer.from([0xfc]),
      Buffer.from('ller"}\n{"c":3}\n'),
    ]);
    expect(told(await read(latin))).toEqual([
      [1, '{"a":1}'],
      [2, 'This is not UTF-8 text.'],
      [3, '{"c":3}'],
    ]);
    expect(told(await read(`{"a":1}\n"${'x'.repeat(60)}"\n{"c":3}`))).toEqual([
      [1, '{"a":1}'],
      [2, 'The line is longer than 0 MB.'],
      [3, '{"c":3}'],
    ]);
  });

  test('a document over the limit is not held in memory', async () => {
    const [item] = await read(`{\n"a": "${'x'.repeat(120)}"\n}`);
    expect(item!.error!.status).toBe(413);
    expect(item!.text).toBe('');
  });
});

test('chunks may end anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 8 })),
      fc.integer({ min: 1, max: 9 }),
      async (values, size) => {
        const lines = values.map((value) => JSON.stringify(value));
        const items = await read(lines.join('\n'), { size, limits: large });
        expect(items.map(({ text }) => text)).toEqual(lines);
        expect(items.map(({ line }) => line)).toEqual(lines.map((_, i) => i + 1));
      },
    ),
  );
});
