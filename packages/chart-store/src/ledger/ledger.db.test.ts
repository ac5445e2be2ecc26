import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { creation, type Opened, openedStore, revise } from '../opened.testing.ts';
import { auditLedger } from './audit-ledger.ts';
import { headInMemory, sequenceAll, testSigner } from './ledger.testing.ts';

let opened: Opened;
let head: ReturnType<typeof headInMemory>;

beforeEach(async () => {
  opened = await openedStore();
  head = headInMemory();
});

afterEach(() => opened.close());

const write = (...ids: string[]) => opened.store.transaction((tx) => tx.write(ids.map((id) => creation(id))));
const sequenced = () => sequenceAll(opened.db, head);
const audited = (outside: { note: string; by: string }[] = []) =>
  auditLedger({ connectionString: opened.database.url, keys: [testSigner().key], outside });

describe('every version gets a leaf', () => {
  test('and the ledger agrees with the record: current and former versions, deletions, letters of every kind', async () => {
    await write('a', 'b');
    await revise(opened.store, 'a', { body: '{"id":"a","text":"Ölçü 日本 😀 \\\\n"}' });
    await revise(opened.store, 'b');
    await opened.db.query(`select record_event('export', 200, 'all', 'Patient/1', 'me@here')`);
    expect(await sequenced()).toBe(7n); // begun, key, four versions, one batch of access rows
    const report = await audited();
    expect(report).toMatchObject({ holds: true, findings: [], leaves: 7, lastMet: { size: 7 } });
  });

  test('a changed byte is named', async () => {
    await write('a', 'b', 'c');
    await sequenced();
    await opened.db.query(`update res set body = '{"id":"B"}' where id = 'b'`);
    const report = await audited();
    expect(report.holds).toBe(false);
    expect(report.findings[0]).toMatch(/Leaf 3 is stored now as it was never recorded.*Patient\/b version 1/);
  });
});
