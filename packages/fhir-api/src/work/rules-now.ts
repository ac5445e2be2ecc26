/** The placement rules that hold, as a manager last left them. */
import type { RecordTransaction } from '@charthouse/chart-store';
import { sql } from '@charthouse/fhir-search';
import { noRules, type PlacementRule, type RuleSet } from '@charthouse/worklist';

interface RulesRow {
  readonly version: number;
  readonly rules: string;
}

export async function rulesNow(query: RecordTransaction['query']): Promise<RuleSet> {
  const [row] = await query<RulesRow>(
    sql`select version, rules::text as rules from placement_rules order by version desc limit 1`,
  );
  return row ? { version: row.version, rules: JSON.parse(row.rules) as PlacementRule[] } : noRules;
}
