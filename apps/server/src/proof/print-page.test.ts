import { expect, test } from 'vitest';
import { printPage } from './print-page.ts';
import { keyTexts, proofOf } from './proof.testing.ts';

test('a proof on paper says what, when, where, who cosigned, and how to check it', async () => {
  const proof = await proofOf();
  const page = printPage({ proof, keys: keyTexts.log, now: Date.UTC(2026, 10, 23) });
  for (const words of [
    'Patient/p1, version 3',
    '2026-11-22 14:32:07 UTC',
    'leaf 3 of 9',
    'university.example, 2026-11-22 14:32:08 UTC',
  ])
    expect(page).toContain(words);
  expect(page).toContain(keyTexts.log);
  expect(page).toContain('charthouse verify --bundle');
  expect(page).toContain(proof);
});

test('what is no proof is not printed', () => {
  expect(() => printPage({ proof: 'x', keys: '', now: 0 })).toThrow('no proof');
});
