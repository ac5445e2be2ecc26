import { expect, test } from 'vitest';
import { keyTexts } from '../proof/proof.testing.ts';
import { readWitnesses } from './peers.ts';

const one = `${keyTexts.witness} https://w.example/log/`;

test('each witness has a key and an address', () => {
  expect(readWitnesses('')).toEqual([]);
  expect(readWitnesses(`${one},`)).toEqual([
    { key: expect.objectContaining({ name: 'university.example' }), url: 'https://w.example/log' },
  ]);
});

test('what is neither is refused', () => {
  for (const text of [
    'x',
    keyTexts.witness,
    `${keyTexts.log} https://w.example`,
    `${keyTexts.witness} w.example`,
    `${one} x`,
  ])
    expect(() => readWitnesses(text)).toThrow(/public key and address/);
  expect(() => readWitnesses(`${one}, ${one}`)).toThrow(/a name of their own/);
});
