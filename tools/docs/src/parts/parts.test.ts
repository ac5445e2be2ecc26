import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withPart } from '../part.ts';
import { parts } from './index.ts';

const root = resolve(import.meta.dirname, '../../../..');

describe.each(parts)('$name', (part) => {
  test('has its place in a document', () => {
    const path = resolve(root, part.document);
    expect(existsSync(path)).toBe(true);
    expect(withPart(readFileSync(path, 'utf8'), part)).toContain(part.text().trim());
  });

  test('is a table with a row for everything, each cell filled but for defaults', () => {
    const [head = '', rule, ...rows] = part.text().split('\n');
    expect(rule).toMatch(/^\| ---/);
    expect(rows.length).toBeGreaterThan(2);
    const cells = (row: string) => row.split(/(?<!\\)\|/).slice(1, -1);
    for (const row of rows) {
      expect(cells(row)).toHaveLength(cells(head).length);
      expect(cells(row).at(-1)?.trim()).not.toBe('');
    }
  });
});

test('no two parts have the same name', () => {
  expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
});
