import { sql } from '@charthouse/fhir-search';
import { migratedDatabase } from '@charthouse/testkit';
import { expect, test } from 'vitest';
import { removeExpired } from '../clean-up.ts';
import { openDatabase } from '../database.ts';
import { currentKeys } from './signing-keys.ts';
import { openVault } from './vault.ts';

test('processes share one key, and the next; what has expired goes', async () => {
  const fresh = await migratedDatabase();
  const database = openDatabase(fresh.url);
  const vault = openVault(['a key of tests that is as long as it must be']);
  const now = Date.now();
  const day = 86_400_000;
  const kids = async (at: number) => (await currentKeys(database, vault, at)).map(({ kid }) => kid);
  const [one, other] = await Promise.all([kids(now), kids(now)]);
  expect(one).toHaveLength(1);
  expect(other).toEqual(one);
  const [both] = await Promise.all([kids(now + 90 * day), kids(now + 90 * day)]);
  expect(both).toHaveLength(2);
  expect(both[0]).toBe(one[0]);
  expect(await kids(now + 92 * day)).toEqual([both[1], both[0]]);

  await database.query(sql`insert into oidc (model, id_hash, payload, expires) values ('AccessToken', 'a', '{}', now() - interval '1 s'),
    ('AccessToken', 'b', '{}', now() + interval '1 h')`);
  await removeExpired(database.query);
  expect(await database.query(sql`select id_hash from oidc`)).toEqual([{ id_hash: 'b' }]);
  await database.close();
  await fresh.drop();
});
