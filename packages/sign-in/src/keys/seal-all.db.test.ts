import { sql } from '@charthouse/fhir-search';
import { migratedDatabase } from '@charthouse/testkit';
import { expect, test } from 'vitest';
import { addAccount } from '../accounts/accounts.ts';
import { openDatabase } from '../database.ts';
import { beginTotp } from '../factors/totp.ts';
import { sealAll } from './seal-all.ts';
import { cookieSecret, currentKeys } from './signing-keys.ts';
import { openVault } from './vault.ts';

const [old, fresh] = ['the key of yesterday, long enough', 'the key of today, also long enough'];

test('a database alone gives away no secret; an older one is sealed at a start, and anew when the key changes', async () => {
  const { url, drop } = await migratedDatabase();
  const database = openDatabase(url);
  const { query } = database;
  const id = await addAccount(query, { kind: 'staff', email: 'ada@example.org', name: 'Ada', roles: [], by: 'test' });
  await query(sql`update account set totp_secret = 'JBSWY3DPEHPK3PXP' where id = ${id}`);
  const everything = async () =>
    JSON.stringify([
      await query(sql`select jwk from signing_key`),
      await query(sql`select totp_secret from account`),
      await query(sql`select convert_from(value, 'UTF8') from secret where name = 'sign-in'`),
    ]);

  const first = openVault([old]);
  expect(await sealAll(database, first)).toBe(0);
  const [key] = await currentKeys(database, first, Date.now());
  const cookies = await cookieSecret(query, first);
  const before = await everything();
  for (const secret of ['JBSWY3DPEHPK3PXP', key!.jwk.d!, cookies]) expect(before).not.toContain(secret);

  expect(await sealAll(database, openVault([fresh, old]))).toBe(0);
  const second = openVault([fresh]);
  expect(await currentKeys(database, second, Date.now())).toEqual([key]);
  expect(await cookieSecret(query, second)).toBe(cookies);
  expect(await beginTotp({ database, vault: second }, id, 'ada')).toMatchObject({ secret: 'JBSWY3DPEHPK3PXP' });

  expect(await sealAll(database, first)).toBe(3);
  const [other] = await currentKeys(database, first, Date.now());
  expect(other!.kid).not.toBe(key!.kid);
  expect(await cookieSecret(query, first)).not.toBe(cookies);
  expect(await beginTotp({ database, vault: first }, id, 'ada')).toBeUndefined();
  await database.close();
  await drop();
});
