/** Codes on paper, for when the phone is lost: each opens once. */
import { randomInt } from 'node:crypto';
import { sql } from '@charthouse/fhir-search';
import type { Query } from '../database.ts';
import { hashOf } from '../secrets.ts';

/** Letters and digits that are not taken for each other. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const length = 16;
const howMany = 10;

/** Ten new codes of 79 random bits; the old ones end. */
export async function newRecoveryCodes(query: Query, account: string): Promise<string[]> {
  const codes = Array.from({ length: howMany }, newCode);
  const hashes = codes.map((code) => hashOf(plain(code)));
  await query(sql`delete from recovery_code where account = ${account}`);
  await query(sql`insert into recovery_code (account, code_hash) select ${account}, unnest(${hashes}::text[])`);
  return codes;
}

/** True when it was one of the account and not used before. */
export async function takeRecoveryCode(query: Query, account: string, code: string): Promise<boolean> {
  const rows = await query(sql`
    update recovery_code set used = now()
    where account = ${account} and code_hash = ${hashOf(plain(code))} and used is null returning account`);
  return rows.length > 0;
}

function newCode(): string {
  const letters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
  return letters.match(/.{4}/g)!.join('-');
}

const plain = (code: string) => code.toLowerCase().replace(/[^a-z\d]/g, '');
