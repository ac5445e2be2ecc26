/** How a statement was carried out: what it read, and how much. */
import type { Sql } from '@charthouse/fhir-search';
import pg from 'pg';
import { planningSettings } from '../connections/planning.ts';
import { textParameter } from '../encode/text-parameter.ts';

export interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  /** 0: it was planned, but not needed. */
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

/** Planned as searches are: for its values, or once for all of them; in one message, since looks are run beside each other. */
export async function planOf(client: pg.Client, { text, values, once }: Sql): Promise<Plan> {
  const explain = 'explain (analyze, buffers, format json)';
  if (!once) return planIn(await client.query(`${explain} ${text}`, [...values]));
  const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
  const answers = (await client.query(
    `${planningSettings.once.text}; prepare planned as ${text}; ${explain} execute planned${given}; deallocate planned; ${planningSettings.each.text}`,
  )) as unknown as pg.QueryResult[];
  return planIn(answers[2]!);
}

function planIn({ rows }: pg.QueryResult): Plan {
  return rows[0]['QUERY PLAN'][0].Plan;
}

function literal(value: unknown): string {
  const text = textParameter(value);
  if (text === null) return 'null';
  return pg.escapeLiteral(typeof text === 'string' ? text : `\\x${Buffer.from(text).toString('hex')}`);
}

export function tablesReadThrough(plan: Plan): string[] {
  const isRun = plan['Actual Loops'] > 0;
  const own = isRun && plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] ? [plan['Relation Name']] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(tablesReadThrough)];
}

/** Blocks of 8 KB that it touched. */
export function blocksOf(plan: Plan): number {
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}

export async function planClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    options: '-c plan_cache_mode=force_custom_plan -c jit=off -c max_parallel_workers_per_gather=0',
  });
  await client.connect();
  return client;
}
