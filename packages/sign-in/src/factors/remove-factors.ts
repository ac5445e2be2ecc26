/** Takes every second factor of an account away, for somebody who lost them. */
import { sql } from '@charthouse/fhir-search';
import type { Query } from '../database.ts';
import { removeTotp } from './totp.ts';

export async function removeFactors(query: Query, account: string): Promise<void> {
  await query(sql`delete from passkey where account = ${account}`);
  await query(sql`delete from recovery_code where account = ${account}`);
  await removeTotp(query, account);
}
