/** What somebody has typed and not saved, kept for them alone, for thirty days. */
import type { ChartStore } from '@charthouse/chart-store';
import { sql } from '@charthouse/fhir-search';

export interface Draft {
  /** What is edited, such as `Patient/12/identity`. */
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

/** Of one person; the oldest go when there are more. */
const most = 100;
const days = 30;

type Transactions = Pick<ChartStore, 'transaction'>;

/** Newest first. Those of everybody that are past their days go with it. */
export function draftsOf({ transaction }: Transactions, account: string): Promise<Draft[]> {
  return transaction(async (tx) => {
    await tx.query(sql`delete from draft where changed < now() - make_interval(days => ${days})`);
    return tx.query<Draft>(sql`
      select key, body, floor(extract(epoch from changed) * 1000)::float8 as changed from draft
      where account = ${account} order by draft.changed desc`);
  });
}

export async function keepDraft(
  { transaction }: Transactions,
  account: string,
  { key, body }: Pick<Draft, 'key' | 'body'>,
): Promise<void> {
  await transaction(async (tx) => {
    await tx.query(sql`
      insert into draft (account, key, body) values (${account}, ${key}, ${JSON.stringify(body)}::jsonb)
      on conflict (account, key) do update set body = excluded.body, changed = clock_timestamp()`);
    await tx.query(sql`
      delete from draft where account = ${account} and key in (
        select key from draft where account = ${account} order by changed desc offset ${most})`);
  });
}

export async function dropDraft({ transaction }: Transactions, account: string, key: string): Promise<void> {
  await transaction((tx) => tx.query(sql`delete from draft where account = ${account} and key = ${key}`));
}
