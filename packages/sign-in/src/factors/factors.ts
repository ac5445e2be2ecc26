/** What an account has besides its password. */
import { sql } from '@charthouse/fhir-search';
import type { Query } from '../database.ts';

export interface Factors {
  readonly totp: boolean;
  readonly passkeys: readonly { readonly id: string; readonly name: string; readonly created: number }[];
  /** Recovery codes that are not used. */
  readonly recoveryCodes: number;
}

export async function factorsOf(query: Query, account: string): Promise<Factors> {
  const [row] = await query<{ totp: boolean; codes: number }>(sql`
    select totp_confirmed is not null as totp,
      (select count(*)::int4 from recovery_code r where r.account = a.id and used is null) as codes
    from account a where id = ${account}`);
  const passkeys = await query<{ id: string; name: string; created: Date }>(
    sql`select id, name, created from passkey where account = ${account} order by created`,
  );
  return {
    totp: row?.totp ?? false,
    recoveryCodes: row?.codes ?? 0,
    passkeys: passkeys.map(({ created, ...key }) => ({ ...key, created: created.getTime() })),
  };
}

/** True when a password alone does not open the account. */
export const hasSecondFactor = ({ totp, passkeys }: Factors) => totp || passkeys.length > 0;
