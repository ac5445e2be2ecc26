/** How a statement was carried out: what it read, and how much. */
import type { Sql } from '@charthouse/fhir-search';
import pg from 'pg';

export interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

export async function planOf(client: pg.Client, { text, values }: Sql): Promise<Plan> {
  const { rows } = await client.query(`explain (analyze, buffers, format json) ${text}`, [...values]);
  return rows[0]['QUERY PLAN'][0].Plan;
}

export function tablesReadThrough(plan: Plan): string[] {
  const own = plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] ? [plan['Relation Name']] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(tablesReadThrough)];
}

/** Blocks of 8 KB that it touched. */
export function blocksOf(plan: Plan): number {
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}

/** Planned as searches are. */
export async function planClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    options: '-c plan_cache_mode=force_custom_plan -c jit=off -c max_parallel_workers_per_gather=0',
  });
  await client.connect();
  return client;
}
