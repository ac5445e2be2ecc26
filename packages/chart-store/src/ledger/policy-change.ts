/** The rules of access that are in force, where they are code: a leaf whenever they are others than before. docs/ledger.md */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { recordChange } from './changes.ts';

const named = { subject: 'policy', id: 'access' } as const;

/** Answers whether it was told: not when the last one told says the same. `content` without what changes by itself. */
export async function recordPolicies(query: Within, content: object): Promise<boolean> {
  const [same] = await query<{ same: boolean }>(sql`
    select content::jsonb = ${JSON.stringify(content)}::jsonb as same from ledger_change
    where subject = ${named.subject} and id = ${named.id} order by version desc limit 1`);
  if (same?.same) return false;
  await recordChange(query, { ...named, content });
  return true;
}
