/** `/workbench/rules`: the rules that place new tasks, every version of them, changed by who may, recorded in the access log. */
import type { ChartStore } from '@charthouse/chart-store';
import type { DecidingParts, Door, Principal } from '@charthouse/fhir-api';
import { OutcomeError, outcomes } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import { type Kernel, type PlacementRule, rulesSent } from '@charthouse/worklist';
import type { WorkbenchCall } from '../serve/workbench-call.ts';

export interface RuleParts {
  readonly store: Pick<ChartStore, 'transaction' | 'search'>;
  readonly door: Pick<Door, 'recordEvent'>;
  readonly kernel: Kernel;
  readonly may?: DecidingParts['may'];
}

interface VersionRow {
  readonly version: number;
  readonly rules: string;
  readonly note: string;
  readonly name: string;
  readonly at: string;
}

const anybody: Principal = { kind: 'anonymous', name: 'anonymous' };

export function ruleCalls(parts: RuleParts): readonly WorkbenchCall[] {
  return [
    { method: 'GET', url: '/rules', handle: async (_request, person) => shown(parts, requireRules(parts, person)) },
    {
      method: 'PUT',
      url: '/rules',
      handle: async ({ body }, person) => change(body, requireRules(parts, person), parts),
    },
  ];
}

/** @throws OutcomeError 403 */
function requireRules({ may }: RuleParts, person: Principal = anybody): Principal {
  if (may && !may(person, 'work.rules')) throw outcomes.forbidden('The rules need the permission work.rules.');
  return person;
}

const versions = sql`select version, rules::text as rules, note, name,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from placement_rules order by version desc limit 50`;

async function shown({ store, kernel }: RuleParts, _person: Principal): Promise<object> {
  const rows = await store.search<VersionRow>(versions);
  const history = rows.map((row) => ({ ...row, rules: JSON.parse(row.rules) as PlacementRule[] }));
  return { version: rows[0]?.version ?? 0, rules: history[0]?.rules ?? [], brought: kernel.rules, history };
}

async function change(body: unknown, person: Principal, { store, door, kernel }: RuleParts): Promise<object> {
  const { version, rules: sent, note = '' } = (body ?? {}) as Record<string, unknown>;
  const rules = rulesSent(sent, kernel);
  if ('problems' in rules) throw outcomes.unprocessable(rules.problems.join(' '), 'rules');
  if (typeof version !== 'number') throw outcomes.badRequest('Say which version of the rules was changed: version.');
  if (typeof note !== 'string' || note.length > 500) throw outcomes.badRequest('A note has at most 500 characters.');
  const next = version + 1;
  await store.transaction(async (tx) => {
    const [last] = await tx.query<{ version: number; name: string }>(
      sql`select version, name from placement_rules order by version desc limit 1 for update`,
    );
    if ((last?.version ?? 0) !== version) throw changedBy(last?.name ?? '');
    const made = await tx.query(sql`
      insert into placement_rules (version, rules, note, name, account)
      values (${next}, ${JSON.stringify(rules)}::jsonb, ${note}, ${person.name}, ${person.user ?? null}::uuid)
      on conflict do nothing returning version`);
    if (made.length === 0) throw changedBy('');
  });
  const told = `placement rules, version ${next}: ${rules.length} rules`;
  await door.recordEvent({ action: 'configuration', note: told }, person);
  return { version: next, rules };
}

function changedBy(name: string): OutcomeError {
  const words = `${name || 'Somebody else'} has changed the rules since you read them. Look at theirs, then make your changes again.`;
  return new OutcomeError(409, [{ severity: 'error', code: 'conflict', diagnostics: words }]);
}
