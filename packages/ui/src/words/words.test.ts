import { expect, test } from 'vitest';
import { en } from './en.ts';
import { es } from './es.ts';

type Tree = { readonly [key: string]: string | Tree };

const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );

test('every English string has its Spanish one, with the same places to fill', () => {
  const places = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([place]) => place).sort();
  const spanish = new Map(leaves(es));
  for (const [key, text] of leaves(en)) {
    expect(spanish.get(key)?.trim(), key).toBeTruthy();
    expect(places(spanish.get(key)!), key).toEqual(places(text));
  }
  expect(spanish.size).toBe(leaves(en).length);
});
