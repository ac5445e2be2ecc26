import { migrate, openStore, recordPolicies } from '@charthouse/chart-store';
import { freshDatabase } from '@charthouse/testkit';
import { expect, test } from 'vitest';
import { readSettings } from '../settings/read.ts';
import { policiesInForce } from './policies-in-force.ts';

test('the rules of access are told to the ledger when they are others than before, and only then', async () => {
  const database = await freshDatabase();
  await migrate({ connectionString: database.url, hashKey: Buffer.alloc(32, 7) });
  const store = await openStore({ connectionString: database.url });
  const tell = (content: object) => store.transaction(({ query }) => recordPolicies(query, content));
  const now = policiesInForce(readSettings({}).settings);
  expect(now).toMatchObject({
    code: expect.stringMatching(/^[0-9a-f]{64}$/),
    roles: { clinician: expect.any(String) },
  });
  expect([await tell(now), await tell(policiesInForce(readSettings({}).settings))]).toEqual([true, false]);
  expect([await tell({ ...now, code: 'another' }), await tell(now)]).toEqual([true, true]);
  await store.close();
  await database.drop();
});
