/** How a search connection plans: each statement for its own values, or once for all, by lookups in the order of keys only. */
import type pg from 'pg';
import type { Statement } from './messages.ts';

export type Planning = 'each' | 'once';

function setting(planning: Planning, mode: string, others: 'on' | 'off'): Statement {
  const settings = [`'plan_cache_mode', '${mode}'`];
  // A plan that was made while a table was small must not scan, hash or sort it when it has grown, nor all rows of a frequent key.
  for (const scan of ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'sort'])
    settings.push(`'enable_${scan}', '${others}'`);
  const calls = settings.map((one) => `set_config(${one}, false)`);
  return { name: `plan ${planning}`, text: `select ${calls.join(', ')}` };
}

export const planningSettings: Readonly<Record<Planning, Statement>> = {
  each: setting('each', 'force_custom_plan', 'on'),
  once: setting('once', 'force_generic_plan', 'off'),
};

/** Connections begin with `each`; unknown after an error, which takes back what was set in the same flight. */
const now = new WeakMap<pg.ClientBase, Planning | 'unknown'>();

/** What has to be sent before a statement that is to be planned so. */
export function planningFirst(client: pg.ClientBase, wanted: Planning): readonly Statement[] {
  return (now.get(client) ?? 'each') === wanted ? [] : [planningSettings[wanted]];
}

/** What the connection does now that the flight is over. */
export function planningAfter(client: pg.ClientBase, wanted: Planning, hasFailed: boolean): void {
  now.set(client, hasFailed ? 'unknown' : wanted);
}
