import type { LedgerStatus } from '@charthouse/chart-store';
import { expect, test } from 'vitest';
import { statusPage } from './status-page.ts';

const to = Date.UTC(2026, 10, 22, 14, 32, 7);
const status: LedgerStatus = {
  ...{ origin: 'a<b.example/log', size: 1200, halted: null, filling: false, checkpoints: 3, lastCheckpoint: to },
  witnesses: [{ name: 'university.example', size: 1100, at: to }],
  unwitnessed: [],
  verified: { to, leaves: 1100, holds: true, findings: [] },
};

test('says until when the record was verified, and who has seen the heads', () => {
  const page = statusPage({ status, witnesses: [{ witness: 'university.example', outcome: 'cosigned', at: to }] });
  expect(page).toContain('✓ Verified to 2026-11-22 14:32:07 UTC: record and ledger agreed in 1,100 leaves.');
  expect(page).toContain('✓ university.example has cosigned 1,100 leaves');
  expect(page).toContain('a&lt;b.example/log');
});

test('says loudly what is wrong, and never which record', () => {
  const findings = ['Leaf 7 is stored now as it was never recorded (Patient/ada version 1)'];
  const page = statusPage({
    status: { ...status, halted: 'why', verified: { to, leaves: 9, holds: false, findings } },
    witnesses: [{ witness: 'university.example', outcome: 'ahead', at: to }],
  });
  expect(page).toContain('✕ NOT VERIFIED at 2026-11-22 14:32:07 UTC');
  expect(page).toContain('Nothing is added to the ledger');
  expect(page).toContain('HAS SEEN MORE than there is now');
  expect(page).not.toContain('ada');
});

test('without verification or witnesses it says that, too', () => {
  const page = statusPage({ status: { ...status, verified: null, witnesses: [] }, witnesses: [] });
  expect(page).toContain('Not verified yet');
  expect(page).toContain('Whoever owns database and key could write another history');
});
